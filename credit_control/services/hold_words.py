"""Words of a Credit Hold that more than one service needs, apart from what is done with it."""

CREDIT_HOLD = "Credit Hold"
#: the document waits for somebody
WAITING = ("Held", "Release Requested", "Rejected")
OPEN = (*WAITING, "Released")
#: a release may be asked for, for the first time or again
ASKABLE = ("Held", "Rejected")

#: what a release is good for
THIS_DOCUMENT = "This Document"
FOLLOWING = "This Document and What Follows"
ALL_DOCUMENTS = "All Documents of the Customer"
SCOPES = (THIS_DOCUMENT, FOLLOWING, ALL_DOCUMENTS)
