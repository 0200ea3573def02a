"""Language models and encoders behind one interface each; knows no Django model."""
