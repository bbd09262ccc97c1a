"""Constructions that whole articles have and short examples seldom: content, cue and source, and who speaks."""

import pytest

import blocquotes
from test_suggest_quotes import parts

QUOTES = [
    # Headlines.
    ("Tea may cut the risk, report shows", [("Tea may cut the risk", "shows", "report")]),
    ("Minister denies taking money as peers demand a vote", [("taking money", "denies", "Minister")]),
    ("Bank warns of slump as prices rise", [("slump", "warns of", "Bank")]),
    ("Doctors reject offer as strike enters May", [("offer", "reject", "Doctors")]),
    ("Lee dismisses claims as fake news", [("claims | fake news", "dismisses | as", "Lee")]),
    ("Driver was on phone before crash, inquest told", [("Driver was on phone before crash", "told", "")]),
    ("Lee says Roe is seen as top ally", [("Roe is seen as top ally", "says", "Lee")]),
    (
        "Bank denies plan to sell, warns of slump\n\nIt rained.",
        [("plan to sell", "denies", "Bank"), ("slump", "warns of", "Bank")],
    ),
    ("Kim orders army to leave - KCNA", [("army to leave", "orders", "Kim")]),
    ("Kim will not resign - aide", [("Kim will not resign", "-", "aide")]),
    ("Dam bursts in Oslo - The Daily Post", []),
    ("“We lost it all”: Terror on flight", [("“We lost it all”", "", "")]),
    ("“We lost it all”: residents want a wall", [("“We lost it all”", ":", "residents")]),
    ("“We lost it all”: residents’ tale of a flood", [("“We lost it all”", "", "")]),
    ("“Hamlet”: a new production", []),
    ("Senate hopeful doubles down: ‘I will stay’", [("‘I will stay’", ":", "Senate hopeful")]),
    ("Five minutes with: Ann Lee", []),
    ("Oslo 2-1 Bergen: late goal sinks the guests\n\nIt rained.", []),
    ("What we know about the flood\n\nIt rained.", []),
    # Datelines, lines of speakers, bylines, and marks at the end of an article.
    ("SINGAPORE: Talks will go on, Ann Lee said.", [("Talks will go on", "said", "Ann Lee")]),
    ("New Delhi: The court met on Monday, saying it was late.", [("it was late", "saying", "The court")]),
    (
        "Aug 30 (Reuters) - A judge shut the bank, finding that it was late.",
        [("that it was late", "finding", "A judge")],
    ),
    (
        "SYDNEY: I never said that.\nLEE: You did.\nSYDNEY: No, I did not.",
        [("I never said that.", ":", "SYDNEY"), ("You did.", ":", "LEE"), ("No, I did not.", ":", "SYDNEY")],
    ),
    (
        "Sorel: The ice is thin.\n\nOrsk: Then we walk.",
        [("The ice is thin.", ":", "Sorel"), ("Then we walk.", ":", "Orsk")],
    ),
    ("Old Town Wakes\n\nBy Ann Lee - Reporter\n\nIt rained.", []),
    ("The town said it was late. ■", [("it was late", "said", "The town")]),
    ("The town said it was late. /PNA", [("it was late", "said", "The town")]),
    (":all:", []),
    ("“It is gone”:", [("“It is gone”", "", "")]),
    # Sources with offices, ages, places, brackets, titles and nicknames.
    ("Nordvik (NVK.OL) said it was late.", [("it was late", "said", "Nordvik (NVK.OL)")]),
    (
        "Helix, Inc. (NASDAQ: HLX), a maker of saws, today announced that it was late.",
        [("that it was late", "announced", "Helix, Inc. (NASDAQ: HLX), a maker of saws")],
    ),
    ("Ann Lee, 67, of Mill Lane, said it was late.", [("it was late", "said", "Ann Lee, 67, of Mill Lane")]),
    ("Ann Lee, 67, from Mill Lane, said it was late.", [("it was late", "said", "Ann Lee, 67, from Mill Lane")]),
    ("It is not speed, he said, but safety", [("It is not speed | but safety", "said", "he")]),
    (
        "Lee said she found that odd, too.",
        [("she found that odd, too", "said", "Lee")],
    ),
    (
        "The paper, seen by Lee, shows officials had argued for the bridge.",
        [("officials had argued for the bridge", "shows", "The paper")],
    ),
    ("Neighbour Ann Lee, 72, hit back: “No, never.”", [("“No, never.”", "hit back", "Neighbour Ann Lee, 72")]),
    ("“It is late,” another friend, Ann Lee told us.", [("“It is late,”", "told", "another friend, Ann Lee")]),
    ("Reacting, the mayor, Ann Lee, denied it.", [("it", "denied", "the mayor, Ann Lee")]),
    (
        "“It is late,” wrote Ann Lee, director at Mill Press.",
        [("“It is late,”", "wrote", "Ann Lee, director at Mill Press")],
    ),
    (
        "“It is late,” said Ann Lee, president of a fishers' guild.",
        [("“It is late,”", "said", "Ann Lee, president of a fishers' guild")],
    ),
    (
        "“It is late,” said Ann Lee, Ph.D., Professor of Law at Oslo University and lead author.",
        [("“It is late,”", "said", "Ann Lee, Ph.D., Professor of Law at Oslo University")],
    ),
    ("“It is late,” said Ann Lee, the MP for Dean.", [("“It is late,”", "said", "Ann Lee, the MP for Dean")]),
    (
        "Ann Lee of the University of Ohio at Erie said no.",
        [("no", "said", "Ann Lee of the University of Ohio at Erie")],
    ),
    (
        "But in a sharp report planning officer Ann Lee said it was late.",
        [("it was late", "said", "planning officer Ann Lee")],
    ),
    ("In a report Ann Lee said it was late.", [("it was late", "said", "Ann Lee")]),
    ("Union advocates said they were glad.", [("they were glad", "said", "Union advocates")]),
    ("Prosecutor Ma. Teresa Lund said it was late.", [("it was late", "said", "Prosecutor Ma. Teresa Lund")]),
    ("Ronald “Bato” Lund said it was late.", [("it was late", "said", "Ronald “Bato” Lund")]),
    ("That court said it was late.", [("it was late", "said", "That court")]),
    ("Later that night the king said it was late.", [("it was late", "said", "the king")]),
    ("The court ruling said it was late.", [("it was late", "said", "The court ruling")]),
    ("“It is late,” the tall, grey-haired man said.", [("“It is late,”", "said", "the tall, grey-haired man")]),
    # Sources with a clause or an insertion behind them, and sources of several names.
    ("An envoy, speaking under rules set by the army, said it was late.", [("it was late", "said", "An envoy")]),
    ("Reports seen by the BBC show it was late.", [("it was late", "show", "Reports seen by the BBC")]),
    ("A report from that year, seen by Lee, said no.", [("no", "said", "A report from that year")]),
    ("The report, a copy of which was seen, said no.", [("no", "said", "The report")]),
    ("Lee, the clerk who keeps the keys, said it was late.", [("it was late", "said", "Lee, the clerk")]),
    ("Lee, a clerk that has come far, said it was late.", [("it was late", "said", "Lee, a clerk")]),
    (
        "On the right, Lee, a mayor who has come far, tweeted a joke.",
        [("a joke", "tweeted", "Lee, a mayor")],
    ),
    (
        "Ann Lee, a nurse at the University of Ohio, Lake Erie, who came, said no.",
        [("no", "said", "Ann Lee, a nurse at the University of Ohio, Lake Erie")],
    ),
    ("Lee, his voice breaking, said it was late.", [("it was late", "said", "Lee")]),
    ("The three – Lee, Roe and Cruz – left, saying it was late.", [("it was late", "saying", "The three")]),
    (
        "The envoys of Norway, Iran and Oman said no.",
        [("no", "said", "The envoys of Norway, Iran and Oman")],
    ),
    ("After talks with Norway, Iran and Oman said no.", [("no", "said", "Iran and Oman")]),
    ("Lee and Roe both said it was late.", [("it was late", "said", "Lee and Roe")]),
    ("Ann Lee, no relation, said it was late.", [("it was late", "said", "Ann Lee")]),
    (
        "Her brother, Otto Lee, with whom she fell out, said it was late.",
        [("it was late", "said", "Her brother, Otto Lee")],
    ),
    ("Its leader, Ann Lee, watching from afar, said it was late.", [("it was late", "said", "Its leader, Ann Lee")]),
    (
        "In it Ann Lee, managing director of Hollin Buses, said it was late.",
        [("it was late", "said", "Ann Lee, managing director of Hollin Buses")],
    ),
    ("In Varda opposition leader Ann Lee said it was late.", [("it was late", "said", "opposition leader Ann Lee")]),
    ("In Oslo mayor Ann Lee said it was late.", [("it was late", "said", "Ann Lee")]),
    ("At Berg & Lee opposition leader Ann Lee said it was late.", [("it was late", "said", "Ann Lee")]),
    ("Executives at first doubted that it was late.", [("that it was late", "doubted", "Executives")]),
    ("Executives in turn said it was late.", [("it was late", "said", "Executives")]),
    (
        "The mayor had until then dismissed a cap as late.",
        [("a cap | late", "had until then dismissed | as", "The mayor")],
    ),
    ("Ann Lee, who left, used to insist that it was late.", [("that it was late", "used to insist", "Ann Lee")]),
    ("The road is used to say no.", []),
    ("“It is late,” its author, Ann Lee, likes to say.", [("“It is late,”", "likes to say", "its author, Ann Lee")]),
    ("“It is late,” his letter went on.", [("“It is late,”", "went on", "his letter")]),
    (
        "It was late, their captain, Josh Tebbutt, admitted.",
        [("It was late", "admitted", "their captain, Josh Tebbutt")],
    ),
    (
        "The report’s author, Dr Finn Aas, said the results were good.",
        [("the results were good", "said", "The report’s author, Dr Finn Aas")],
    ),
    (
        "The report’s author, Dr Finn Aas, said the results pleased Lee.",
        [("the results pleased Lee", "said", "The report’s author, Dr Finn Aas")],
    ),
    (
        "The report, by Finn Aas, said the results surprised him.",
        [("the results surprised him", "said", "The report")],
    ),
    ("Two men came. The other said it was late.", [("it was late", "said", "The other")]),
    # Words between a verb and what is said: who is told, where, when and how.
    ("Park told reporters aboard Air Force One that it was late.", [("that it was late", "told", "Park")]),
    ("Lee told the drivers' union it was late.", [("it was late", "told", "Lee")]),
    ("Lee told a daily news briefing that it was late.", [("that it was late", "told", "Lee")]),
    ("Lund said in a report that it was late.", [("that it was late", "said", "Lund")]),
    ("Lee said in a statement read to the court: “It is late.”", [("“It is late.”", "said", "Lee")]),
    ("In a letter that Roe sent to Oslo, Lee said it was late.", [("it was late", "said", "Lee")]),
    ("Lee said, when the bridge fell, “I did not.”", [("“I did not.”", "said", "Lee")]),
    (
        "The Post reported, citing officials, that it was late.",
        [("that it was late", "reported", "The Post")],
    ),
    ("Roe asked, in capital letters, what it was.", [("what it was", "asked", "Roe")]),
    ("Lee argued for two weeks that it was late.", [("that it was late", "argued", "Lee")]),
    ("The bank said late on Friday it was over.", [("it was over", "said", "The bank")]),
    ("Lee insists (and Roe agrees) that it was late.", [("that it was late", "insists", "Lee")]),
    ("Lee agreed with Roe that it was late.", [("that it was late", "agreed", "Lee")]),
    ("Some admitted to her that it was late.", [("that it was late", "admitted", "Some")]),
    ("Lee put it to Roe that it was late.", [("that it was late", "put it", "Lee")]),
    ("Lee put forward that plan.", []),
    ("Lund called in a statement for restraint.", [("restraint", "called | for", "Lund")]),
    ("Lund called on Monday for restraint.", [("restraint", "called | for", "Lund")]),
    # Clauses that are said, with a verb of saying, a noun of saying or another clause inside.
    ("She said officials there told them to go.", [("officials there told them to go", "said", "She")]),
    (
        "Lee said that while he accepted it was late, the law was clear.",
        [("that while he accepted it was late, the law was clear", "said", "Lee")],
    ),
    (
        "Lee said that when she called, Roe told her to go.",
        [("that when she called, Roe told her to go", "said", "Lee")],
    ),
    (
        "While Lee said that Oslo, or Rome, was late, they left.",
        [("that Oslo, or Rome, was late", "said", "Lee")],
    ),
    (
        "They said that she paid Roe, who ran the port, in return for favours.",
        [("that she paid Roe, who ran the port, in return for favours", "said", "They")],
    ),
    (
        "He said Oslo had yet to decide whether it was late.",
        [("Oslo had yet to decide whether it was late", "said", "He")],
    ),
    (
        "Lee said he opposed a plan that he believes would strand unaided men.",
        [
            ("he opposed a plan that he believes would strand unaided men", "said", "Lee"),
        ],
    ),
    ("Lee believes the case exposes a wider plot.", [("the case exposes a wider plot", "believes", "Lee")]),
    ("Lee said it was the base of the China-U.S. pact.", [("it was the base of the China-U.S. pact", "said", "Lee")]),
    (
        "She told them that Roe begged her to come but was made to feel “poor.”",
        [("that Roe begged her to come but was made to feel “poor.”", "told", "She")],
    ),
    ("Lee said virtually no ships sank.", [("virtually no ships sank", "said", "Lee")]),
    (
        "The paper, seen by Lee, shows officials had argued against it.",
        [("officials had argued against it", "shows", "The paper")],
    ),
    ("Lee said disputes must be settled.", [("disputes must be settled", "said", "Lee")]),
    ("Lee said that false claims hurt the town.", [("that false claims hurt the town", "said", "Lee")]),
    ("Lee said nothing short of that would do.", [("nothing short of that would do", "said", "Lee")]),
    ("Lee said yes. They left.", [("yes", "said", "Lee")]),
    ("Lee thinks it unlikely that the bill will pass.", [("it unlikely that the bill will pass", "thinks", "Lee")]),
    ("The memo goes on to argue that it is late.", [("that it is late", "argue", "The memo")]),
    (
        "But then, when her maps began to show which towns had flooded, the talks began.",
        [("which towns had flooded", "show", "her maps")],
    ),
    (
        "She says it may open, but only if, as she put it, “all agree.”",
        [("it may open, but only if, as she put it, “all agree.”", "says", "She")],
    ),
    ("That is not to say that it was late.", []),
    # Where a content ends.
    ("Lee said it was “far from over”, as Roe posted a loss.", [("it was “far from over”", "said", "Lee")]),
    ("Lee said it was over, as the law requires.", [("it was over, as the law requires", "said", "Lee")]),
    ("Lee said it was “late”, although he left.", [("it was “late”", "said", "Lee")]),
    (
        "Lee said it was “a lot” after the voting, even if it was late.",
        [("it was “a lot” after the voting, even if it was late", "said", "Lee")],
    ),
    (
        "Roe called it “unfair,” because the town was late.",
        [("it “unfair,” because the town was late", "called", "Roe")],
    ),
    (
        "Lee said it was “late” and challenged critics to leave.",
        [("it was “late”", "said", "Lee")],
    ),
    (
        "Lee said it was “late,” and last month he joked that it was old.",
        [("it was “late,”", "said", "Lee"), ("that it was old", "joked", "he")],
    ),
    (
        "Lee said it was “late,” a claim that some officials have denied.",
        [("it was “late,”", "said", "Lee")],
    ),
    (
        "Lee wrote that he was “sorry that it was lost,” then left it.",
        [("that he was “sorry that it was lost,”", "wrote", "Lee")],
    ),
    ("Lee voiced “grave concern” over it, prompting an answer.", [("“grave concern” over it", "voiced", "Lee")]),
    ("Lee called the plan “poor,” and in May, the town left.", [("the plan “poor,”", "called", "Lee")]),
    (
        "Lee said it was late – “It is so late,” she said.",
        [("it was late", "said", "Lee"), ("“It is so late,”", "said", "she")],
    ),
    ("Lee asked whether it was late, but got no reply.", [("whether it was late", "asked", "Lee")]),
    ("Lee argued that it was late on Monday’s “Big Old Show.”", [("that it was late", "argued", "Lee")]),
    ("Lee argued that it was late on “the old wall.”", [("that it was late on “the old wall.”", "argued", "Lee")]),
    (
        "Lee warned that demand for walls is “weak.”",
        [("that demand for walls is “weak.”", "warned", "Lee")],
    ),
    ("Lee said she was jailed and threatened after it.", [("she was jailed and threatened after it", "said", "Lee")]),
    ("Lee says they beat him and made him sign it.", [("they beat him and made him sign it", "says", "Lee")]),
    (
        "They expect a rise of 3%, unchanged from the April forecast.",
        [("a rise of 3%, unchanged from the April forecast", "expect", "They")],
    ),
    ("Lund announced the sale of its mill, effective May 6.", [("the sale of its mill", "announced", "Lund")]),
    (
        "Lund agreed to buy Berg AS (OSE: BRG) for a billion.",
        [("to buy Berg AS (OSE: BRG) for a billion", "agreed", "Lund")],
    ),
    (
        "Lee proposed that drivers should park for free, but only five men raised their hands.",
        [("that drivers should park for free", "proposed", "Lee")],
    ),
    (
        "Lee said that drivers parked for free, but only five men raised their hands.",
        [("that drivers parked for free, but only five men raised their hands", "said", "Lee")],
    ),
    (
        "Lee promised that the stop would be back by May and invited them to a feast.",
        [("that the stop would be back by May", "promised", "Lee")],
    ),
    (
        "Lee promised that the stop would be repaired in May and opened to all.",
        [("that the stop would be repaired in May and opened to all", "promised", "Lee")],
    ),
    ("He accepts that staff are stretched but feels let down.", [("that staff are stretched", "accepts", "He")]),
    (
        "He accepts that the plan is old but feels new.",
        [("that the plan is old but feels new", "accepts", "He")],
    ),
    (
        "Lund said it would pay more, sending its shares up a fifth.",
        [("it would pay more", "said", "Lund")],
    ),
    (
        "Lund said it would shut, sending its staff home.",
        [("it would shut, sending its staff home", "said", "Lund")],
    ),
    ("Lee said the hours had been cut, a figure the trust gave.", [("the hours had been cut", "said", "Lee")]),
    ("Lee said it was “bad”, a phrase that may cost them points.", [("it was “bad”", "said", "Lee")]),
    ("They would hate it, Lee admitted, but they left with a draw.", [("They would hate it", "admitted", "Lee")]),
    (
        "They hated it, Lee admitted, but they left with a draw.",
        [("They hated it | but they left with a draw", "admitted", "Lee")],
    ),
    (
        "They would hate it, Lee admitted, but they would leave.",
        [("They would hate it | but they would leave", "admitted", "Lee")],
    ),
    ("Her aide, Jan Roe, is adamant it isn’t late.", [("is adamant it isn’t late", "", "Her aide, Jan Roe")]),
    ("They sang and carried signs reading “No”.", [("“No”", "reading", "signs")]),
    # What is said stands before the verb or around it, without marks.
    ("Tea is good for the heart, a study finds.", [("Tea is good for the heart", "finds", "a study")]),
    ("It was late, they found.", []),
    ("The town is for the deal, a new poll shows.", [("The town is for the deal", "shows", "a new poll")]),
    ("Kim has left, Rome's state media reported.", [("Kim has left", "reported", "Rome's state media")]),
    ("Kim has left, the Post reported late on Monday.", [("Kim has left", "reported", "the Post")]),
    (
        "The wall has stood for years, Lee pointed out on Monday.",
        [("The wall has stood for years", "pointed out", "Lee")],
    ),
    ("The army will “crush” any foe, Kim said.", [("The army will “crush” any foe", "said", "Kim")]),
    ("The wall is old and, Lee said, will fall.", [("will fall", "said", "Lee")]),
    ("What she needs isn't speed, she says, but safety.", [("What she needs isn't speed | but safety", "says", "she")]),
    (
        "The dam, wrote Ann Lee of the firm Roe in a note to clients, “leans”.",
        [("The dam | “leans”", "wrote", "Ann Lee of the firm Roe")],
    ),
    ("There is, says Lee, “no plan”.", [("There is | “no plan”", "says", "Lee")]),
    ("For Lee, it was “a shame”.", [("it was “a shame”", "For", "Lee")]),
    ("For the mayor, the plan is “a farce”.", [("the plan is “a farce”", "For", "the mayor")]),
    ("For him, the plan is “a farce”.", [("the plan is “a farce”", "For", "him")]),
    ("For years, it was “the place”. In May it was “a place”.", []),
    ("For Lee, “a shame” was enough.", []),
    ("The dam, wrote Ann Lee in a letter, is old.", [("The dam | is old", "wrote", "Ann Lee")]),
    # A colon after what is no quotation.
    (
        "Her brother Calum disagrees: go home, he warns, and stay there.",
        [("go home, he warns, and stay there", "disagrees", "Her brother Calum")],
    ),
    ("They seemed to agree: the shares rose.", []),
    ("Television went further: it was late.", []),
    # What courts hear, are told and decide.
    ("Roe took the money, Oslo Crown Court heard.", [("Roe took the money", "heard", "Oslo Crown Court")]),
    ("The inquest heard he was late.", [("he was late", "heard", "The inquest")]),
    ("Lee heard he was late.", []),
    ("The car was stolen, the court was told.", [("The car was stolen", "was told", "")]),
    ("“It is late,” the crowd was told.", [("“It is late,”", "was told", "")]),
    ("When he came, the court was told.", []),
    ("In May, the court was told.", []),
    ("The court ruled on Monday, two days late, that Lund had sued.", [("that Lund had sued", "ruled", "The court")]),
    ("The court ruled for the firms, Lund and Berg, that had sued.", []),
    # Quotations, and the verbs before, between and behind them.
    ("“Please stop asking about this,” Lee said.", [("“Please stop asking about this,”", "said", "Lee")]),
    (
        "“We wrote letters, we met them,” said Lee.",
        [("“We wrote letters, we met them,”", "said", "Lee")],
    ),
    ("“Go now,” a man can be heard shouting.", [("“Go now,”", "can be heard shouting", "a man")]),
    (
        "The share of voters saying “it is late” increased by a third.",
        [("“it is late”", "saying", "The share of voters")],
    ),
    ("“It is late,” the envoy pointed out.", [("“It is late,”", "pointed out", "the envoy")]),
    ("“It is late,” a clerk said, declining to comment further.", [("“It is late,”", "said", "a clerk")]),
    (
        "“It is late,” Lee said, laughing, “and then it is not.”",
        [("“It is late,” | “and then it is not.”", "said", "Lee")],
    ),
    ("“It is late,” she says. Then: “Go home.”", [("“It is late,” | “Go home.”", "says", "she")]),
    ("“Is it fair?” posed Mr. Lee.", [("“Is it fair?”", "posed", "Mr. Lee")]),
    ("The dam posed “a threat” to the town.", []),
    ("“Are we fools?” he queried.", [("“Are we fools?”", "queried", "he")]),
    ("“It is late,” he posted at 11:14 p.m. on Sunday.", [("“It is late,”", "posted", "he")]),
    ("“We dropped him,” he rued.", [("“We dropped him,”", "rued", "he")]),
    ("“We dropped him,” confided Lee.", [("“We dropped him,”", "confided", "Lee")]),
    ("Lee interrupted “Hamlet” twice.", []),
    ("“Go,” she said. He nodded. “Yes.”", [("“Go,”", "said", "she"), ("“Yes.”", "", "")]),
    # Single marks, and apostrophes beside them.
    (
        "‘It is late,’ said Lee. ‘He told me: “I’ve had enough.”’",
        [("‘It is late,’ | ‘He told me: “I’ve had enough.”’", "said", "Lee")],
    ),
    (
        "'It was late,' said the players' captain. 'We lost.'",
        [("'It was late,' | 'We lost.'", "said", "the players' captain")],
    ),
    ("Lee called them ‘liars’ on Monday.", [("them ‘liars’", "called", "Lee")]),
    ("They paid to put ‘dull’ things in boxes.", []),
    # Words in marks that nobody is quoted with: titles, terms and stressed words.
    ("She left, writing a book called “Late” in May.", []),
    ("She wrote a play called “Late.”", []),
    ("They made a move called “The Fox.”", []),
    ("They fell by rules relating to “gross negligence” here.", []),
    ("Talks should begin “at once” in Oslo.", []),
    ("It felt like “a dream of old.”", []),
    ("Lee had shown “not a sign of fear.”", []),
    ("Lee was going to bed “a happy man.”", []),
    ("Lee will continue “for years” to build.", []),
    # “According to”.
    (
        "According to someone in the row behind, it was late.",
        [("it was late", "According to", "someone in the row behind")],
    ),
    (
        "According to a memo mailed by Lee and obtained by the Post, it was late.",
        [("it was late", "According to", "a memo mailed by Lee")],
    ),
    ("According to Lee and Roe, it was late.", [("it was late", "According to", "Lee and Roe")]),
    (
        "According to police, the driver, named as Roe, left the road.",
        [("the driver, named as Roe, left the road", "According to", "police")],
    ),
    ("According to police, the man, 41, fell ill.", [("the man, 41, fell ill", "According to", "police")]),
    (
        "According to Roe, Lee shouted “Stop!” three times.",
        [("Lee shouted “Stop!” three times", "According to", "Roe")],
    ),
    (
        "Roe had left; according to her diary, he sat down, said “No”, and left.",
        [("he sat down", "according to", "her diary"), ("“No”", "said", "her diary")],
    ),
    (
        "The plan, according to two people who were there, is late.",
        [("The plan | is late", "according to", "two people")],
    ),
    ("It is late, according to a draft posted online.", [("It is late", "according to", "a draft")]),
    ("The firm, which, according to aides, is late, left.", [("which | is late", "according to", "aides")]),
    ("It was May when, according to rumours here, he left.", [("he left", "according to", "rumours")]),
    # Nouns of saying: a claim that …; …, a claim she denies.
    ("Lund declined to comment on reports that it was late.", [("that it was late", "reports", "")]),
    ("A letter that Lee wrote in May was lost.", []),
    (
        "Lee left, brushing aside China's warning that it was late.",
        [("that it was late", "warning", "China")],
    ),
    (
        "Commenting on remarks by the envoy that it was late, Lee said no.",
        [("that it was late", "remarks", "the envoy"), ("no", "said", "Lee")],
    ),
    ("Lee is of the view that it was late.", [("that it was late", "view", "Lee")]),
    ("There is no evidence that Lee has lied.", []),
    ("Lee has no evidence that Roe lied.", [("that Roe lied", "evidence", "Lee")]),
    ("They lied, a claim the army denies.", [("a claim", "denies", "the army")]),
    ("They left, a claim she denied.", [("a claim", "denied", "she")]),
    (
        "The court stopped it, a decision the union's lawyers say was hasty.",
        [("was hasty", "say", "the union's lawyers")],
    ),
    (
        "They lost it, a change the authors said was small.",
        [("was small", "said", "the authors")],
    ),
    ("It fell – an event the mayor has described as “late.”", [("“late.”", "has described as", "the mayor")]),
    ("They left, a move manager Ann Lee called “late.”", [("“late.”", "called", "manager Ann Lee")]),
    (
        "The town shut it, they said on Monday, a step they described as late.",
        [("The town shut it", "said", "they"), ("late", "described as", "they")],
    ),
    (
        "Lee says they will strike, a threat the town has rejected as “late.”",
        [("they will strike", "says", "Lee"), ("“late.”", "has rejected as", "the town")],
    ),
    # An object and what is said of it: calling, describing, accusing, blaming and praising.
    ("Lee accused “some towns” of theft.", [("“some towns” | theft", "accused | of", "Lee")]),
    ("Lee was accused by rivals of bending the rules.", [("Lee | bending the rules", "was accused | of", "rivals")]),
    ("She blamed it on the “wind,” not on the wall.", [("it | the “wind,” not on the wall", "blamed | on", "She")]),
    ("Lee praised him for his insults and attacks.", [("him | his insults and attacks", "praised | for", "Lee")]),
    (
        "Aides cast it as a sign that her plan – a wall – was right.",
        [("it | a sign that her plan – a wall – was right", "cast | as", "Aides")],
    ),
    (
        "He dismissed as “absurd” claims that it was late.",
        [("“absurd” claims that it was late", "dismissed as", "He")],
    ),
    ("Oslo has welcomed the deal as “late”.", [("the deal | “late”", "has welcomed | as", "Oslo")]),
    ("They heard testimony that Lee called “late.”", [("“late.”", "called", "Lee")]),
    (
        "They left after Lee branded it “late” and another warned it was old.",
        [("it “late”", "branded", "Lee"), ("it was old", "warned", "another")],
    ),
    (
        "Lee called it “late,” and Mayor Roe, who came, laughed.",
        [("it “late,”", "called", "Lee")],
    ),
    (
        "It was described by Roe as “late” and by others as “bold.”",
        [("“late”", "was described | as", "Roe")],
    ),
    ("The fleet, which Lee described last week as “late,” left.", [("“late,”", "described | as", "Lee")]),
    ("Lee is tired of being called a liar.", [("a liar", "being called", "")]),
    ("Lee used his speech to call the vote “a farce.”", [("the vote “a farce.”", "call", "Lee")]),
    ("They want to call it “a war.”", []),
    ("It was wrong to call it “a war.”", []),
    ("Lee, considered close to the party, left.", []),
    ("Lee, a mayor, considered the plan unfair.", [("the plan unfair", "considered", "Lee, a mayor")]),
    ("The mayor praised the crowd of 2,300 who stayed.", []),
    ("The mayor praised the plan.", [("the plan", "praised", "The mayor")]),
    ("I do not remember the ballot.", []),
    ("I do not remember that it was late.", [("that it was late", "do not remember", "I")]),
    # Verbs with an object or an infinitive for a clause.
    ("Lee vowed to bring the wall down.", [("to bring the wall down", "vowed", "Lee")]),
    ("He appealed to them to leave.", [("them to leave", "appealed to", "He")]),
    ("He appealed to the court.", []),
    ("The town is committed to the plan.", [("the plan", "is committed to", "The town")]),
    ("Lee expects the first cut in October.", [("the first cut in October", "expects", "Lee")]),
    ("Lee expected a result by Thursday.", [("a result by Thursday", "expected", "Lee")]),
    ("Lee stopped short of declaring victory.", []),
    ("Lee stopped short of saying whether it was late.", [("whether it was late", "saying", "Lee")]),
    ("Lee, a mayor, asked to leave, and the town agreed.", [("to leave", "asked", "Lee, a mayor")]),
    ("Lee, asked to explain it, said it was late.", [("it was late", "said", "Lee")]),
    ("The pope prayed for peace and urged leaders to stay.", [("leaders to stay", "urged", "The pope")]),
    ("Lee agreed with that plan.", [("that plan", "agreed with", "Lee")]),
    ("A fee agreed with the town will stay.", []),
    ("He did not dispute it, however, and left.", [("it", "did not dispute", "He")]),
    ("Aid workers dispute that.", [("that", "dispute", "Aid workers")]),
    ("The army has neither confirmed nor denied it.", [("it", "has neither confirmed nor denied", "The army")]),
    ("The city declined to confirm or deny it.", [("it", "declined to confirm or deny", "The city")]),
    ("Bankers, however, blame the town.", [("the town", "blame", "Bankers")]),
    ("Lee stated this while leaving the town.", [("this", "stated", "Lee")]),
    ("Berg recalled him weeping in a car.", [("him weeping in a car", "recalled", "Berg")]),
    ("Berg recalled Ann Lee weeping.", [("Ann Lee weeping", "recalled", "Berg")]),
    ("Berg recalled the rising tide.", []),
    ("Roads will close, with just one in five trains expected to run.", []),
    ("They hoped to use that power.", []),
    ("They hoped one day to use that power.", []),
    ("They list such old names as Lee.", []),
    ("They have farmers calling them every day.", []),
    ("A poll shows him up three.", []),
    # Passives.
    ("A glass was offered to him.", []),
    ("Asked by a clerk in 1983 whether it was late, she left.", [("whether it was late", "Asked", "a clerk")]),
    ("It will be decided by people who have never come.", []),
    ("They were asked by police who had come.", [("who had come", "were asked", "police")]),
    (
        "He was asked by Lee if it was late and said it was.",
        [("if it was late", "was asked", "Lee"), ("it was", "said", "He")],
    ),
    ("They were told to cut it by about a quarter.", [("They | to cut it by about a quarter", "were told", "")]),
    ("Others are understood to be nervous about it.", [("Others | to be nervous about it", "are understood", "")]),
    # Clauses with “what”, “all”, “which” and “that”.
    ("All he would say was that it was late.", [("that it was late", "would say", "he")]),
    ("All they ask is not to be left here.", [("not to be left here", "ask", "they")]),
    ("What Lee is calling for is a wall.", [("a wall", "is calling for", "Lee")]),
    ("What Lee said was a lie.", []),
    ("Lee faces what he says is a long war.", [("is a long war", "says", "he")]),
    (
        "They are what Lee describes as the first to move because of rain.",
        [("the first to move because of rain", "describes as", "Lee")],
    ),
    ("In what she described as a last step, Lee left.", [("a last step", "described as", "she")]),
    (
        "The club, which says it stands for many, said no.",
        [("it stands for many", "says", "which"), ("no", "said", "The club")],
    ),
    ("Roe has lost a town that only weeks ago was congratulating itself on its wall.", []),
    # Participles: …, saying it was late.
    ("Lee left, blaming weak sales and sending the rest home.", [("weak sales", "blaming", "Lee")]),
    ("Minister Ann Lee hit back, saying it was late.", [("it was late", "saying", "Minister Ann Lee")]),
    (
        "The National Campaign Committee has a plan, saying it is late.",
        [("it is late", "saying", "The National Campaign Committee")],
    ),
    ("At the forum he went further, saying it was late.", [("it was late", "saying", "he")]),
    ("At the forum he held, Lee came and said it was late.", [("it was late", "said", "Lee")]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES, ids=[text for text, _ in QUOTES])
def test_content_cue_and_source(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [one for one in parts(text) if one[1] != "demand"]
    assert found == expected


# The speakers of the last quote that is not within another.
SPEAKERS = [
    # Organisations, groups and things that speak, and their pronouns.
    ("In the Lords, Lee left. The Drivers' Union said no. It believes he was late.", "Drivers' Union"),
    ("Tom Lee came. A spokesperson for the firm said no. “He was late,” they said.", "spokesperson for the firm"),
    ("Norway's main bank has shut. It said more was to come.", "Norway's main bank"),
    ("The bank clerk left. It said more was to come.", ""),
    ("Greenpeace met. People signed a petition. “He stays,” it reads.", ""),
    ("A plaque hangs by the door. “Here slept a poet,” it reads.", "plaque"),
    ("Tom Lee watched the two sisters. “No,” they said.", "two sisters"),
    ("The nurses met the owners’ agent. He said it was late.", "owners’ agent"),
    ("The king thanked the queen. She said it was late.", "queen"),
    ("Greek writers praised him. The new paper says it was late.", "new paper"),
    ("According to a memo by aides, it was late. The memo said Greenpeace lied.", "memo by aides"),
    ("Pickers at the farm said no.", "Pickers at the farm"),
    # Names with offices, places and trades, and several names in one source.
    ("Mother-of-two Ann Lee said no.", "Ann Lee"),
    ("The plant's owner, Oslo-based Greenpeace, said no.", "Greenpeace"),
    ("A spokesman for the firm, Greenpeace, said no.", "spokesman for the firm"),
    ("Department of Health director Ann Roe said no.", "Ann Roe"),
    ("A lawyer for Oslo director Ann Roe said no.", "lawyer for Oslo director Ann Roe"),
    ("It is late, according to a study by the physicist Ann Roe.", "Ann Roe"),
    ("It is late, according to a study for the physicist Ann Roe.", "study for the physicist Ann Roe"),
    ("The singer and author Ann Roe said no.", "Ann Roe"),
    ("Ann Roe and the agent said no.", "Ann Roe+agent"),
    ("The agent and Ann Roe said no.", "agent+Ann Roe"),
    ("Ann Roe and other agents said no.", "Ann Roe"),
    ("The climbers, Sven Lind and Otto Lee, said no.", "Sven Lind+Otto Lee"),
    ("Tom Lee spoke. One woman, who said no, left.", "woman"),
    ("One juror, who gave only her first name, Denise, said no.", "Denise"),
    ("One juror, who knew Denise Roe, said no.", "juror"),
    ("A veteran, Ang Rita, said nobody his age went. “It knows,” he said.", "Ang Rita"),
    # Whom a description means: the president, the plumber, the drugmaker.
    ("Senator Anna Berg left. The president said no.", "president"),
    ("President Anna Berg left. The president said no.", "Anna Berg"),
    ("Tom Lee came. He met President Ann Roe. The Head of State said no.", "Ann Roe"),
    ("Tom Lee wants to leave, the mayor said.", "mayor"),
    ("Mayor Tom Lee came. “Tom Lee will stay,” the mayor said.", "Tom Lee"),
    ("Tom Lee said: “The mayor wants a wall.”", "Tom Lee"),
    ("Ann Roe, the general secretary, left. “If the secretary knew, he would go,” said Tom Lee.", "Tom Lee"),
    ("Tom Lee won. “I fell,” the 23-year-old said.", "Tom Lee"),
    ("Tom Lee, 30, won. “I fell,” the 23-year-old said.", "23-year-old"),
    ("Tom Lee won. The plumber said he was glad.", "Tom Lee"),
    ("Director Tom Lee met Coroner Ann Roe. Lee rose. The coroner said no.", "Ann Roe"),
    ("Senator Tom Lee met Jack Roe, the chief. Roe spoke. The senator stood up. “No,” he said.", "Tom Lee"),
    ("Tom Lee, the leader of the party, left. The Speaker said no.", "Speaker"),
    ("Deputy Foreign Minister Tom Lee came. The senior diplomat said no.", "Tom Lee"),
    (
        "Premier Ann Roe left. Lee praised the Premier. Oslo Council chief Tom Lee said no. The Premier said he lied.",
        "Ann Roe",
    ),
    ("In a letter to Judge Ann Roe, the widow wrote that she was late.", "widow"),
    ("Helix, which makes pills, rose. The Danish drugmaker said no.", "Helix"),
    ("Greenpeace met. The Danish drugmaker said no.", "Danish drugmaker"),
    ("Helix, which makes pills, met Greenpeace. The Danish drugmaker said no.", "Danish drugmaker"),
    # Whom a pronoun means.
    ("By Anna Berg\n\nThe nurse stayed. She said no.", "nurse"),
    ("Tom Lee spoke. Junior class president Jack Ross left when he said no.", "Jack Ross"),
    ("Jo Lee left. Her husband, Bob Roe, was sad. Hall, he said, was to blame.", "Bob Roe"),
    ("Tom Lee left. Ann Roe’s brother, the Rev. Jack Roe, was sad. “No,” he said.", "Jack Roe"),
    ("Tom Lee left. At the gate, Jack Roe, was sad. “No,” he said.", "Tom Lee"),
    ("Tom Lee left. It rained. At home, only a cook was up. “No,” he said.", "cook"),
    ("Tom Lee left. Jack Roe, a cook, was up. “No,” he said.", "Jack Roe"),
    ("Ann Roe wept. A plumber told her no. She did not care. “I smelled it,” she said.", "Ann Roe"),
    ("Ann Roe wept. Her agent said no. On the way out she says it was late.", "Ann Roe"),
    ("Tom Lee left. His spokesman said no, although he said it was late.", "spokesman"),
    ("Anna Berg painted. She left when a cook asked why. “I was tired,” she said.", "Anna Berg"),
    ("A print of Tom Lee’s “Sea” fell. Men fled the room. It rained. “How do you feel?” he asked.", ""),
    # Quotations without a name beside them, questions and replies.
    ("Tom Lee said no. Mayor Jo Roe was asked if it was late. “It is,” came the reply.", "Jo Roe"),
    ("“Is it safe?” a reporter asked the builder’s son. “Yes,” he replied.", "reporter"),
    ("“Is it safe?” a reporter asked the guide. “Yes,” he replied.", "guide"),
    ("Tom Lee said no.\n\n08:47\nPosted by @RNLI\n“Please do not go down to the sea.”", ""),
    ("“No,” said Ann Lee. Another vendor, who sells fish, nodded. “Never,” she added.", "vendor"),
    ("“Go,” said Anna Berg. Jack Ross nodded. “Yes.”", "Jack Ross"),
    ("“Go,” said Anna Berg. Berg nodded. “Yes.”", "Anna Berg"),
    # Interviews without labels.
    ("The baker\n\nAnn Lee, 39, bakes. She put down her tray.\n\nHow did it begin?\n\n“By chance.”", "Ann Lee"),
    ("Ann Lee bakes.\n\nSome cooks say your bread is dear.\n\n“They say that, yes.”", "Ann Lee"),
    (
        "Ann Lee bakes.\n\nSome cooks say your bread is dear.\n\n“Yes.”\n\n"
        "Her aide, Tom Roe, came in. “Tea,” he said.\n\nMore tea?\n\n“Always.”",
        "Ann Lee",
    ),
    ("Ann Lee bakes. “It is good,” said Tom Roe, an aide.\n\nAnd the tea?\n\n“It is cold.”", "Tom Roe"),
    ("“It is good,” said Tom Roe.\n\nThe baker saw “a big hat” on you.\n\n“It is cold and we are late.”", "Tom Roe"),
    ("Norsund shut.\n\nDo you mind?\n\n“It is cold and we are late.”", ""),
    # Who answers, or was told something.
    ("Ann Lee was sharp. Asked by a clerk in May whether she agreed, she replied that it was late.", "Ann Lee"),
    ("A man came in and said it was late. Otto Lind left. The man sat down. “Tea,” I told him. “Yes,” he said.", "man"),
    ("Asked if it was late, the mayor laughed. “Not today,” he said.", "mayor"),
    ("The minister herself said it was late.", "minister"),
    ("Tom Lind smiled. “Yes,” he said. His manager was less sure. “We’ll see,” he said.", "manager"),
    ("Tom Lind smiled. “Yes,” he said. His manager was less sure. He said it was late.", "Tom Lind"),
    ("The pilot said it was late. Guards thought he was joking. It was not so. “It ate my map,” he said.", "pilot"),
    ("The pilot said no. The cook said no. Guards thought he was late. It was not so. “It ate my map,” he said.", ""),
    # What somebody has written.
    ("Tom Lee wrote back. “You are right,” his letter says.", "Tom Lee"),
    ("Ann Lee wrote back. Her email said the wall was old.", "Ann Lee"),
    ("Ann Lee came. Her aide said the wall was old.", "aide"),
    ("“Dear Mr Bus,” began the first letter, from Maisie Kerr, 8.", "Maisie Kerr"),
    ("It fell, a study by Arrow College found.", "Arrow College"),
    ("A report from Greenpeace said it was late.", "Greenpeace"),
    ("A man from Greenpeace said it was late.", "man from Greenpeace"),
    ("Ann Lee’s aide said it was late. A report by Ann Lee’s aide said it was late.", "report by Ann Lee’s aide"),
    # Families.
    ("Ann Lee has died. Her daughter, Eva Lind, said it was sudden.\n\nShe once said that it was late.", "Ann Lee"),
    ("Ann Lee has died. Her daughter, Eva Lind, said it was sudden. She said it was late.", "Eva Lind"),
    ("Ann Lee left. Her sister, Eva Lind, said no. Lind sat.\n\nShe once said that it was late.", "Eva Lind"),
    ("Ann Roe said no. One father wept. His son, who was ten, laughed. “We know,” the boy said.", "son"),
    ("My own daughter told me last week that I was late. On Friday she whispered that it was good.", "daughter"),
    ("Ann Lee saw the play. Her verdict? “A farce.”", "Ann Lee"),
    ("“It is late,” MP for Wycombe Sarah Bool said.", "Sarah Bool"),
    # Others of a kind, two together, and bodies by what they do.
    ("Reviewers were kind. “A triumph”, wrote one.", "reviewer"),
    ("Critics were less kind: one called it “a long sigh”.", "critic"),
    ("Staff heard of it. “A text!” exclaimed one.", "one"),
    ("Former students said it was late. “He is ill,” one said.", "student"),
    ("Two hikers came. One of them said it was a bear. The other said it was a cow.", "another hiker"),
    ("Ann Lee wrote to the mayor, asking her to go. The mayor says she will.", "mayor"),
    ("My uncle, a dentist, thought otherwise. “Soup,” he would say, “is late.”", "uncle"),
    ("“No,” snorted one grower. Another muttered that it was late.", "another grower"),
    ("“No,” said Tom Lee. Another muttered that it was late.", "Another"),
    (
        "Norway and Sweden agreed, Anna Lind of Finland said. The two governments vowed to leave.",
        "Government of Norway+Government of Sweden",
    ),
    ("Neither the firm nor the dockers’ union confirmed that it was late.", "firm+dockers’ union"),
    ("The flood came, according to the Red Shield. The relief group urged them to leave.", "Red Shield"),
    # Last names with a hyphen.
    ("Her daughter, Camilla Vine-Hart, said it was late.", "Camilla Vine-Hart"),
    ("Tom Hale-Brown left. “It is late,” said Mr Hale-Brown.", "Tom Hale-Brown"),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS, ids=[text for text, _ in SPEAKERS])
def test_the_speaker_of_the_last_quote(text: str, name: str) -> None:
    *_, last = [quote for quote in blocquotes.extract(text).quotes if quote.within is None]
    assert "+".join(one.name for one in last.speakers) == name


# The speakers of the first quote.
FIRST = [
    ("The mayor has said it was late.\n\nTom Lee said the road was shut.", "Tom Lee"),
    ("The mayor has said it was late.\n\nTom Lee, a cook, said the road was shut.", "mayor"),
    ("The mayor has said it was late. Tom Lee said the road was shut.", "mayor"),
    ("Tom Lee left.\n\nThe widow has said it was late.\n\nTom Lee said the road was shut.", "widow"),
    ("The road was shut, a coroner has said.\n\nDr Tom Lee said it was late.", "Tom Lee"),
    ("The road was shut, a coroner has said.\n\nTom Lee was late.", "coroner"),
    ("The road was shut, a coroner has said.\n\nTom Lee, a cook, said it was late.", "coroner"),
    ("The road was shut, his coroner has said.\n\nTom Lee said it was late.", "coroner"),
]


@pytest.mark.parametrize(("text", "name"), FIRST, ids=[text for text, _ in FIRST])
def test_the_speaker_of_the_first_quote(text: str, name: str) -> None:
    first, *_ = blocquotes.extract(text).quotes
    assert "+".join(one.name for one in first.speakers) == name


@pytest.mark.parametrize(("label", "named"), [("PRICE", True), ("BISHOP", False), ("AUDIENCE", False)])
def test_a_surname_in_capitals_is_a_name_in_a_transcript(label: str, named: bool) -> None:
    text = f"DEVI: We lost it.\n{label}: For how long?\nDEVI: For years.\n{label}: Why?"
    assert [one.named for one in blocquotes.extract(text).quotes[1].speakers] == [named]


# The speakers of the last quote within another.
NESTED = [
    (
        "“If that is what the secretary thinks an offer is, I will go,” said Ann Roe, the general secretary.",
        "secretary",
    ),
    ("In Oslo one clever Greek left. “They say it is late,” Tom Lee said.", ""),
    ("Nurses left the Drivers' Union. It rained. “They told us to go,” Tom Lee said.", ""),
    ("“The bishops came. They said it was late,” Tom Lee said.", "bishops"),
    ("Oslo shut. The works council said it knew that it was late.", "works council"),
    ("Tom Lee left. A cook said he knew that it was late.", "cook"),
    ("The firm rejects this, saying tests showed the water to be safe.", "tests"),
]


@pytest.mark.parametrize(("text", "name"), NESTED, ids=[text for text, _ in NESTED])
def test_the_speaker_of_the_last_quote_within(text: str, name: str) -> None:
    *_, last = [quote for quote in blocquotes.extract(text).quotes if quote.within is not None]
    assert "+".join(one.name for one in last.speakers) == name


def test_a_person_whom_a_line_defines_has_a_last_name() -> None:
    text = '"source": "An Min-jun, a ferryman", "speakers": ["An Min-jun"]'
    assert {one.entity.name for one in blocquotes.extract(text).mentions} == {"An Min-jun"}


def test_a_source_behind_two_relative_clauses_begins_before_it_ends() -> None:
    text = "Farmers who are cross about a bank that seems to help only the rich left."
    assert [one.source for one in blocquotes.extract(text, wide=True).quotes] == ["Farmers"]


WRAPPED = """Minister opens debate

Otto Lind said on Monday that the council would not close the
museum, which has been open since the war. He urged the opposition not
to disturb the calm and destroy the institutions of the state. Otto
Lind said the tower, the port and the mill were weak as well, and that
nobody should forget them.
Ann Roe, who leads the opposition, said the museum would be sold. “We
will not let this happen,” she said."""


def test_sentences_go_on_where_lines_are_broken_at_a_width() -> None:
    found = blocquotes.extract(WRAPPED).quotes
    assert [(quote.content, [one.name for one in quote.speakers]) for quote in found if quote.within is None] == [
        ("that the council would not close the\nmuseum, which has been open since the war", ["Otto Lind"]),
        ("the opposition not\nto disturb the calm and destroy the institutions of the state", ["Otto Lind"]),
        (
            "the tower, the port and the mill were weak as well, and that\nnobody should forget them",
            ["Otto Lind"],
        ),
        ("the museum would be sold", ["Ann Roe"]),
        ("“We\nwill not let this happen,”", ["Ann Roe"]),
    ]


def test_lines_that_are_paragraphs_end_sentences() -> None:
    text = WRAPPED.replace("\n", "\n\n")
    assert [quote.content for quote in blocquotes.extract(text).quotes][:1] == ["that the council would not close the"]
