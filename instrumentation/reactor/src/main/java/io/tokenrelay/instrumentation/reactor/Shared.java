package io.tokenrelay.instrumentation.reactor;

/**
 * The subscribers of {@code publish} and {@code replay}, and so of {@code share} and of a Flux's
 * {@code cache}: one subscription upstream, for everybody who comes.
 */
final class Shared extends ClassValue<Boolean> {
  static final Shared KNOWN = new Shared();

  private Shared() {}

  @Override
  protected Boolean computeValue(Class<?> type) {
    String name = type.getName();
    return name.startsWith("reactor.core.publisher.FluxPublish$")
        || name.startsWith("reactor.core.publisher.FluxReplay$");
  }
}
