"""The demonstration book: public facts, and an openly fictional history filed report by report like any other."""
