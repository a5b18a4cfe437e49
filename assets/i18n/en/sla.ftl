# Agreements on the command line: versions, what changed between them, states, the thread.
cli-one-language = Two languages at once are for documents: “canvass sla export”. Name one.
