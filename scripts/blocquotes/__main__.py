"""`python -m blocquotes`: the command without its script."""

import sys

# In the syntax of every Python 3, as is all that runs before it, so that an old one names the version it needs.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write("BlocQuotes needs Python 3.11 or newer; this is %d.%d\n" % sys.version_info[:2])  # noqa: UP031
    sys.exit(2)

from blocquotes.cli import main

main(prog_name="blocquotes")
