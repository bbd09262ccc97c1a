"""What each process of a pool needs, for the process that all of them are copies of. Nothing else imports this."""

from blocquotes.bulk import engines  # noqa: F401 -- what is sent to a process refers to it
from blocquotes.suggest.names import gazetteer

# Copies share the names; each of them would need a tenth of a second to load them. Arrow is not among this: it has
# threads, and a copy of a process with threads may wait forever.
gazetteer.load()
