### What a loss must say.

loss-evidence = In a few words: what shows it?
loss-to = { $count ->
    [one] To whom was it lost?
   *[other] To whom were { $count } deals lost?
}
loss-to-nodec = nobody: the customer does nothing
loss-to-inhouse = the customer's own people
cli-lost-to = To whom was it lost? Name the competitor with --lost-to, or say “--lost-to nodec” where nobody got it and “--lost-to inhouse” where the customer does it with their own people.
