"""`python -m blocquotes`: the command without its script."""

from blocquotes.cli import main

main(prog_name="blocquotes")
