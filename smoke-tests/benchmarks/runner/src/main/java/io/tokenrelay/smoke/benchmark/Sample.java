package io.tokenrelay.smoke.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run of one variant cost.
 *
 * @param start milliseconds from the start of the process to the first answer
 * @param startCpu milliseconds of CPU until then
 * @param plain microseconds of CPU for one {@code /plain}
 * @param relay microseconds of CPU for one {@code /relay}
 * @param classes loaded in the end
 * @param heap megabytes in use in the end, after GC
 */
record Sample(
    double start, double startCpu, double plain, double relay, double classes, double heap) {

  static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
