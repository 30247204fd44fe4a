"""Which of several predictors go with an outcome most, and how sure their order is."""
