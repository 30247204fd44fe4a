# Paths from one measure to another by way of a third, within cells, by lm; the indirect part and
# its delta-method standard error by lavaan, on values less the means of their cells.

suppressPackageStartupMessages(library(lavaan))

exact <- function(x) sprintf("%.17g", x)
people <- read.csv("inputs/mediation_people.csv")
people$place <- factor(people$cell)

# lm looks its weights up among the columns: w is one.
within_sd <- function(values) {
  rest <- resid(lm(values ~ place, people, weights = w))
  sqrt(sum(people$w * rest^2) / sum(people$w))
}

rows <- list()
for (kind in c("equal", "weighted")) {
  people$w <- if (kind == "equal") 1 else people$weight
  a <- coef(lm(between ~ place + first, people, weights = w))["first"]
  c <- coef(lm(last ~ place + first, people, weights = w))["first"]
  both <- coef(lm(last ~ place + first + between, people, weights = w))
  x <- within_sd(people$first); m <- within_sd(people$between)
  y <- within_sd(people$last)
  paths <- c(a, both["between"], c, both["first"], a * both["between"])
  rows[[kind]] <- data.frame(
    kind = kind, path = c("a", "b", "c", "direct", "indirect"), estimate = exact(paths),
    standardised = exact(paths * c(x / m, m / y, x / y, x / y, x / y)), std_error = ""
  )
}

centred <- people
for (name in c("first", "between", "last")) centred[[name]] <- resid(lm(people[[name]] ~ place, people))
fit <- sem("between ~ a * first
            last ~ b * between + direct * first
            indirect := a * b
            c := direct + a * b", centred)
found <- parameterEstimates(fit)
found <- found[match(c("a", "b", "c", "direct", "indirect"), found$label), ]
rows$lavaan <- data.frame(
  kind = "lavaan", path = found$label, estimate = exact(found$est), standardised = "",
  std_error = exact(found$se)
)

out <- file("mediation.csv", "w")
writeLines(paste0("# ", R.version.string, ", lavaan ", packageVersion("lavaan")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
