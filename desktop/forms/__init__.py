"""What a record is: forms, fields, answers, comparison. Pure: no Qt, no SQL, no clock."""
