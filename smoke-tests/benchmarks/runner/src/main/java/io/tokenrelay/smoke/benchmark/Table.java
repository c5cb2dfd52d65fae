package io.tokenrelay.smoke.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians, each with its ratio to the first line. */
final class Table {
  private Table() {}

  static void print(Map<Variant, List<Sample>> samples, PrintStream out) {
    out.printf(
        "%-30s %16s %16s %16s %16s %14s %14s%n",
        "",
        "first answer ms",
        "CPU until ms",
        "/plain CPU us",
        "/relay CPU us",
        "classes",
        "heap MB");
    List<Sample> base = samples.values().iterator().next();
    samples.forEach(
        (variant, all) ->
            out.printf(
                "%-30s %16s %16s %16s %16s %14s %14s%n",
                variant.name(),
                cell(all, base, "%.0f", Sample::start),
                cell(all, base, "%.0f", Sample::startCpu),
                cell(all, base, "%.1f", Sample::plain),
                cell(all, base, "%.1f", Sample::relay),
                cell(all, base, "%.0f", Sample::classes),
                cell(all, base, "%.1f", Sample::heap)));
  }

  private static String cell(
      List<Sample> samples, List<Sample> base, String format, ToDoubleFunction<Sample> figure) {
    double median = Sample.median(samples, figure);
    return (format + " (%.2fx)").formatted(median, median / Sample.median(base, figure));
  }
}
