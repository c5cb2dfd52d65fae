package io.tokenrelay.smoke.libraries;

import io.tokenrelay.instrumentation.testing.Library;
import io.tokenrelay.instrumentation.testing.StandsOnClients;
import java.util.stream.Stream;

class OnTopIT extends StandsOnClients {
  @Override
  protected Stream<Library> libraries() {
    return Stream.of(OfSpring.all(), OfFeign.all(), OfJaxRs.all(), OfJaxWs.all())
        .flatMap(Stream::of);
  }
}
