"""What may a person send in each room, and what do we tell them when it cannot be used?

A form reads what was written; the rules of the register are the actions'. Fields that several forms have are in
`zonebook.portal.fields`.
"""
