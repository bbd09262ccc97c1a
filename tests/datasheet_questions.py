"""The questions that the datasheet answers, in their wording and order."""

import re

# The questions of "Datasheets for Datasets" in the wording of the preprint's seventh version, its slip
# ("will the dataset will be") included. The datasheet leaves the examples in brackets out, to stay short.
QUESTIONS = """
Motivation
For what purpose was the dataset created?
Who created the dataset (e.g., which team, research group) and on behalf of which entity (e.g., company, institution,
  organization)?
Who funded the creation of the dataset?

Composition
What do the instances that comprise the dataset represent (e.g., documents, photos, people, countries)?
How many instances are there in total (of each type, if appropriate)?
Does the dataset contain all possible instances or is it a sample (not necessarily random) of instances from a larger
  set?
What data does each instance consist of?
Is there a label or target associated with each instance?
Is any information missing from individual instances?
Are relationships between individual instances made explicit (e.g., users’ movie ratings, social network links)?
Are there recommended data splits (e.g., training, development/validation, testing)?
Are there any errors, sources of noise, or redundancies in the dataset?
Is the dataset self-contained, or does it link to or otherwise rely on external resources (e.g., websites, tweets, other
  datasets)?
Does the dataset contain data that might be considered confidential (e.g., data that is protected by legal privilege or
  by doctor-patient confidentiality, data that includes the content of individuals’ non-public communications)?
Does the dataset contain data that, if viewed directly, might be offensive, insulting, threatening, or might otherwise
  cause anxiety?
Does the dataset relate to people?
Does the dataset identify any subpopulations (e.g., by age, gender)?
Is it possible to identify individuals (i.e., one or more natural persons), either directly or indirectly (i.e., in
  combination with other data) from the dataset?
Does the dataset contain data that might be considered sensitive in any way (e.g., data that reveals racial or ethnic
  origins, sexual orientations, religious beliefs, political opinions or union memberships, or locations; financial or
  health data; biometric or genetic data; forms of government identification, such as social security numbers; criminal
  history)?

Collection process
How was the data associated with each instance acquired?
What mechanisms or procedures were used to collect the data (e.g., hardware apparatus or sensor, manual human curation,
  software program, software API)?
If the dataset is a sample from a larger set, what was the sampling strategy (e.g., deterministic, probabilistic with
  specific sampling probabilities)?
Who was involved in the data collection process (e.g., students, crowdworkers, contractors) and how were they
  compensated (e.g., how much were crowdworkers paid)?
Over what timeframe was the data collected?
Were any ethical review processes conducted (e.g., by an institutional review board)?
Does the dataset relate to people?
Did you collect the data from the individuals in question directly, or obtain it via third parties or other sources
  (e.g., websites)?
Were the individuals in question notified about the data collection?
Did the individuals in question consent to the collection and use of their data?
If consent was obtained, were the consenting individuals provided with a mechanism to revoke their consent in the future
  or for certain uses?
Has an analysis of the potential impact of the dataset and its use on data subjects (e.g., a data protection impact
  analysis) been conducted?

Preprocessing/cleaning/labeling
Was any preprocessing/cleaning/labeling of the data done (e.g., discretization or bucketing, tokenization,
  part-of-speech tagging, SIFT feature extraction, removal of instances, processing of missing values)?
Was the “raw” data saved in addition to the preprocessed/cleaned/labeled data (e.g., to support unanticipated future
  uses)?
Is the software used to preprocess/clean/label the instances available?

Uses
Has the dataset been used for any tasks already?
Is there a repository that links to any or all papers or systems that use the dataset?
What (other) tasks could the dataset be used for?
Is there anything about the composition of the dataset or the way it was collected and preprocessed/cleaned/labeled that
  might impact future uses?
Are there tasks for which the dataset should not be used?

Distribution
Will the dataset be distributed to third parties outside of the entity (e.g., company, institution, organization) on
  behalf of which the dataset was created?
How will the dataset will be distributed (e.g., tarball on website, API, GitHub)?
When will the dataset be distributed?
Will the dataset be distributed under a copyright or other intellectual property (IP) license, and/or under applicable
  terms of use (ToU)?
Have any third parties imposed IP-based or other restrictions on the data associated with the instances?
Do any export controls or other regulatory restrictions apply to the dataset or to individual instances?

Maintenance
Who is supporting/hosting/maintaining the dataset?
How can the owner/curator/manager of the dataset be contacted (e.g., email address)?
Is there an erratum?
Will the dataset be updated (e.g., to correct labeling errors, add new instances, delete instances)?
If the dataset relates to people, are there applicable limits on the retention of the data associated with the instances
  (e.g., were individuals in question told that their data would be retained for a fixed period of time and then
  deleted)?
Will older versions of the dataset continue to be supported/hosted/maintained?
If others want to extend/augment/build on/contribute to the dataset, is there a mechanism for them to do so?
"""
"""Sections and their questions, one a line; indented lines go on. Each section ends with one more."""

STATEMENT = (
    "Header; Executive summary; Curation rationale; Documentation for source datasets; Language varieties; "
    "Language user demographic; Annotator demographic; Linguistic situation and text characteristics; "
    "Preprocessing and data formatting; Capture quality; Limitations; Metadata; Disclosures and ethical review; Other; "
    "Glossary"
)
"""The headings of Bender and Friedman's data statements, in their third version."""

EXAMPLES = re.compile(r" \((?:e\.g\.|of each type|not necessarily|i\.e\.)[^()]*\)")

PARTED = [part.replace("\n  ", " ").split("\n") for part in QUESTIONS.strip().split("\n\n")]
ASKED = [
    (section, EXAMPLES.sub("", question))
    for section, *questions in PARTED
    for question in (*questions, "Any other comments?")
]
ASKED += [("Data statement", heading) for heading in STATEMENT.split("; ")]
