# The same models in the packages one would pick instead. Debian: r-cran-lme4 r-cran-glmmtmb r-cran-msm r-cran-erm.
# Usage: panel_table > panel.csv; Rscript benchmarks/peers/projection.R panel.csv
suppressMessages({library(lme4); library(glmmTMB); library(eRm); library(msm)})
panel <- read.csv(commandArgs(TRUE)[1])
for (name in c("unit", "district", "criterion", "year")) panel[[name]] <- factor(panel[[name]])
model <- moved ~ 1 + (1 | unit) + (1 | district) + (1 | criterion) + (1 | year)
for (direction in c("gain", "loss")) {
  rows <- panel[panel$direction == direction, ]
  seconds <- system.time(fit <- glmmTMB(model, rows, family = binomial))[["elapsed"]]
  cat(sprintf("%s glmmTMB %s: %.2f s, log-likelihood %.5f\n", direction, packageVersion("glmmTMB"), seconds, logLik(fit)))
  print(sapply(VarCorr(fit)$cond, function(v) sqrt(v[1])), digits = 6)
  seconds <- system.time(fit <- glmer(model, rows, family = binomial))[["elapsed"]]
  cat(sprintf("%s lme4 %s: %.2f s, log-likelihood %.5f\n", direction, packageVersion("lme4"), seconds, logLik(fit)))
  print(sapply(VarCorr(fit), function(v) sqrt(v[1])), digits = 6)
}
# States at the end of the last year as a units × criteria table.
last <- panel[panel$year == tail(levels(panel$year), 1), ]
state <- ifelse(last$direction == "gain", last$moved, 1 - last$moved)
table <- matrix(0L, nlevels(panel$unit), nlevels(panel$criterion))
table[cbind(as.integer(last$unit), as.integer(last$criterion))] <- state
seconds <- system.time(fit <- RM(table))[["elapsed"]]
cat(sprintf("Rasch, conditional, eRm %s: %.2f s, log-likelihood %.4f\n", packageVersion("eRm"), seconds, fit$loglik))
long <- data.frame(met = as.vector(table), unit = factor(row(table)), criterion = factor(col(table)))
seconds <- system.time(fit <- glmer(met ~ 0 + criterion + (1 | unit), long, family = binomial, nAGQ = 21,
                                    control = glmerControl(calc.derivs = FALSE)))[["elapsed"]]
cat(sprintf("Rasch, marginal, lme4 with 21 nodes: %.2f s, log-likelihood %.4f\n", seconds, logLik(fit)))
# The two-state chain on every cell's path.
panel$before <- ifelse(panel$direction == "gain", 1, 2)
panel$after <- ifelse(panel$moved == 1, 3 - panel$before, panel$before)
key <- interaction(panel$unit, panel$criterion, drop = TRUE)
paths <- rbind(data.frame(id = key, t = as.integer(panel$year) - 1, state = panel$before)[!duplicated(key), ],
               data.frame(id = key, t = as.integer(panel$year), state = panel$after))
paths <- paths[order(paths$id, paths$t), ]
seconds <- system.time(fit <- msm(state ~ t, subject = id, data = paths, qmatrix = rbind(c(0, .2), c(.05, 0))))[["elapsed"]]
cat(sprintf("chain, msm %s: %.2f s, q01 %.6f q10 %.6f\n", packageVersion("msm"), seconds, qmatrix.msm(fit, ci = "none")[1, 2], qmatrix.msm(fit, ci = "none")[2, 1]))
