"""What there is: classes, relations, vocabularies and shapes, and the one module that reads them."""
