package acme.relay;

/** Advice only by its name. */
public final class GoodAdvice {
  private GoodAdvice() {}
}
