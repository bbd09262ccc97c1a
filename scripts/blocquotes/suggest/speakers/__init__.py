"""Who each source refers to: names, pronouns, titles and descriptions resolved to entities."""
