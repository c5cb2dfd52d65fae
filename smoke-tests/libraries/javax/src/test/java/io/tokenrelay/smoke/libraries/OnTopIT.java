package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import io.tokenrelay.instrumentation.testing.StandsOnClients;
import java.util.stream.Stream;

/** Those of the libraries that the system property {@code libraries} names. */
class OnTopIT extends StandsOnClients {
  @Override
  protected Stream<Library> libraries() {
    return named().flatMap(name -> Stream.of(of(name)));
  }

  @Override
  protected Stream<Library> withoutCallers() {
    return named()
        .flatMap(
            name ->
                name.equals("jax-rs")
                    ? OfJaxRs.withoutCaller().stream()
                    : name.equals("jax-ws") ? Stream.of(OfJaxWs.withoutCaller()) : Stream.empty());
  }

  private static Stream<String> named() {
    return Stream.of(System.getProperty("libraries").split(","));
  }

  private static Library[] of(String name) {
    switch (name) {
      case "spring":
        return OfSpring.all();
      case "feign":
        return OfFeign.all();
      case "retrofit":
        return OfRetrofit.all();
      case "jersey-1":
        return OfJersey1.all();
      case "jax-rs":
        return OfJaxRs.all().toArray(new Library[0]);
      case "jax-ws":
        return OfJaxWs.ofTheJdk();
      case "cxf":
        return OfJaxWs.ofCxf();
      default:
        throw new IllegalArgumentException(name);
    }
  }
}
