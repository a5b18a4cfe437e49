# Minutes and lists for the customer: words of the documents, and how they leave.

minutes-title = Minutes: { $name }
minutes-needs-title = List of needs
minutes-when = Date
minutes-needs = Needs noted
minutes-open = Open questions
minutes-question = Question
minutes-whom = Whom to ask
minutes-by = By
minutes-needs-confirmed = Confirmed
minutes-deferred = Put off
minutes-confirmation = Confirmation
minutes-please = Please tell us what is wrong or missing. Without a remark, confirm with name, date and signature.
minutes-confirmed = Confirmed by { $name }, { $day }.
minutes-name = Name
minutes-day = Date
minutes-signature = Signature

minutes-export-title = Which document?
minutes-export-docx = Word document (DOCX), { $language }
minutes-export-markdown = Markdown, { $language }
minutes-nobody = Nobody of the customer is named in this interview. Add the people first.
minutes-confirm-title = Who has confirmed the minutes of { $code }?
minutes-not-finished = { $code } is not finished. Finish it before the customer confirms the minutes.
needs-export-where = The list goes to one customer: open the needs of a deal first.
export-not-packed = The document could not be made: { $reason }. Try again, or choose Markdown.
