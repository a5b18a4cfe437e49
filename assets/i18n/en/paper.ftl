# The printed agreement.
paper-running = { $code } · version { $version } · { $state }
paper-contents = Contents
paper-in-words = In words
paper-matrix = Impact (rows), urgency (columns)
paper-share = in { $share } of cases
paper-column-notes = How it is counted
paper-below = (below)
paper-name = Name
paper-title = Title
paper-signature = Signature
paper-day = Date
paper-seal = Seal
