package io.tokenrelay.smoke.benchmark;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one start cost.
 *
 * @param answer milliseconds from the start of the process to the first answer
 * @param cpu milliseconds of CPU until then
 * @param token milliseconds of the first request with a token, the third in all; NaN where none was
 *     sent
 */
record StartSample(double answer, double cpu, double token) {

  static void print(Map<String, List<StartSample>> samples, PrintStream out) {
    out.printf("%-32s %26s %26s %22s%n", "", "first answer ms", "CPU until ms", "first token ms");
    List<StartSample> base = samples.values().iterator().next();
    samples.forEach(
        (way, all) ->
            out.printf(
                "%-32s %26s %26s %22s%n",
                way,
                cell(all, base, StartSample::answer),
                cell(all, base, StartSample::cpu),
                cell(all, base, StartSample::token)));
  }

  /** The median, the median of the differences in the same round, and the ratio of the medians. */
  private static String cell(
      List<StartSample> all, List<StartSample> base, ToDoubleFunction<StartSample> figure) {
    double[] differences = new double[all.size()];
    for (int round = 0; round < differences.length; round++) {
      differences[round] =
          figure.applyAsDouble(all.get(round)) - figure.applyAsDouble(base.get(round));
    }
    if (Double.isNaN(figure.applyAsDouble(all.get(0)))) {
      return "–";
    }
    double median = median(all.stream().mapToDouble(figure).toArray());
    double without = median(base.stream().mapToDouble(figure).toArray());
    return "%.0f (%+.0f, %.2fx)".formatted(median, median(differences), median / without);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
