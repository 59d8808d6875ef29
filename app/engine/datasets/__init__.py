"""The data sets, in the order in which pickers list them. Adding one is one new file and one line here."""
