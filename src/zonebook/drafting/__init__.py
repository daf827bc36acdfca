"""What have the people of a company written into a report that is not sent yet, and who wrote what?"""
