"""The pages of the test site, one file for each subject."""
