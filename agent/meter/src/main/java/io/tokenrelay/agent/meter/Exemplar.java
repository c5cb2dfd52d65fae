package io.tokenrelay.agent.meter;

/** A duration with the trace that it was recorded in, as an example of its bucket. Immutable. */
public final class Exemplar {
  private final double seconds;
  private final long at;
  private final String traceId;
  private final String spanId;

  /**
   * @param at in milliseconds since the epoch
   * @param traceId 32 hexadecimal digits
   * @param spanId 16 hexadecimal digits
   */
  public Exemplar(double seconds, long at, String traceId, String spanId) {
    this.seconds = seconds;
    this.at = at;
    this.traceId = traceId;
    this.spanId = spanId;
  }

  public double seconds() {
    return seconds;
  }

  /** In milliseconds since the epoch. */
  public long at() {
    return at;
  }

  /** In hexadecimal digits. */
  public String traceId() {
    return traceId;
  }

  /** In hexadecimal digits. */
  public String spanId() {
    return spanId;
  }
}
