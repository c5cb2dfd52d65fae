package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.main.capacity.Assumptions;
import io.tokenrelay.agent.main.capacity.Balancing;
import io.tokenrelay.agent.main.capacity.Costs;
import io.tokenrelay.agent.main.capacity.Estate;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The processors that verification needs, by the number of users: {@code docs/capacity.svg}. */
final class CapacityPicture {
  private static final int LEFT = 90;
  private static final int TOP = 30;
  private static final int WIDTH = 590;
  private static final int HEIGHT = 320;
  private static final double FEWEST = 2; // powers of ten
  private static final double MOST = 8;
  private static final double LOWEST = -5;
  private static final double HIGHEST = 4;

  private final Assumptions given;
  private final Costs costs;
  private final StringBuilder svg = new StringBuilder();

  private CapacityPicture(Assumptions given, Costs costs) {
    this.given = given;
    this.costs = costs;
  }

  static String of(Assumptions given, Costs costs) {
    return new CapacityPicture(given, costs).drawn();
  }

  private String drawn() {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 420\" font-family=\"Helvetica,"
            + " Arial, sans-serif\" font-size=\"14\" role=\"img\" aria-label=\"Processors that the"
            + " verification of tokens keeps busy, by the number of active users\">");
    line("  <rect width=\"960\" height=\"420\" fill=\"#fff\"/>");
    line("  <g stroke=\"#e2e2e2\">");
    for (int power = (int) LOWEST; power <= HIGHEST; power++) {
      line("    <path d=\"M%d %.1fH%d\"/>", LEFT, y(power), LEFT + WIDTH);
    }
    for (int power = (int) FEWEST; power <= MOST; power++) {
      line("    <path d=\"M%.1f %dV%d\"/>", x(power), TOP, TOP + HEIGHT);
    }
    line("  </g>");
    line("  <g fill=\"#444\" text-anchor=\"end\">");
    for (int power = (int) LOWEST; power <= HIGHEST; power++) {
      line("    <text x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 10, y(power) + 5, label(power));
    }
    line("  </g>");
    line("  <g fill=\"#444\" text-anchor=\"middle\">");
    for (int power = (int) FEWEST; power <= MOST; power++) {
      line("    <text x=\"%.1f\" y=\"%d\">%s</text>", x(power), TOP + HEIGHT + 22, label(power));
    }
    line("    <text x=\"%d\" y=\"%d\">active users</text>", LEFT + WIDTH / 2, TOP + HEIGHT + 48);
    line(
        "    <text x=\"22\" y=\"%d\" transform=\"rotate(-90 22 %d)\">processors for"
            + " verification</text>",
        TOP + HEIGHT / 2, TOP + HEIGHT / 2);
    line("  </g>");
    curve("#b3261e", "8 5", "every request verified", -8, each -> each.coresUncached(costs));
    curve(
        "#8a5a00", "", "cached, round robin", 14, each -> each.cores(Balancing.ROUND_ROBIN, costs));
    curve(
        "#1b5e3f",
        "",
        "cached, a user always to one instance",
        5,
        each -> each.cores(Balancing.BY_USER, costs));
    line("</svg>");
    return svg.toString();
  }

  private void curve(
      String colour, String dashes, String name, int below, ToDoubleFunction<Estate> cores) {
    StringBuilder path = new StringBuilder();
    double end = 0;
    for (int step = 0; step <= 60; step++) {
      double power = FEWEST + step * (MOST - FEWEST) / 60;
      double users = Math.pow(10, power);
      double requests = users * given.requestsPerUser();
      Estate estate = new Estate(users, requests, Estate.instances(requests, given), given);
      end = y(Math.max(LOWEST, Math.log10(cores.applyAsDouble(estate))));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", step == 0 ? "M" : "L", x(power), end));
    }
    line(
        "  <path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"%s/>",
        path, colour, dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + '"');
    line(
        "  <text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
        LEFT + WIDTH + 10, end + below, colour, name);
  }

  private static double x(double power) {
    return LEFT + (power - FEWEST) / (MOST - FEWEST) * WIDTH;
  }

  private static double y(double power) {
    return TOP + (HIGHEST - power) / (HIGHEST - LOWEST) * HEIGHT;
  }

  private static String label(int power) {
    return power < 0
        ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
        : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
  }

  private void line(String form, Object... values) {
    svg.append(values.length == 0 ? form : String.format(Locale.ROOT, form, values)).append('\n');
  }
}
