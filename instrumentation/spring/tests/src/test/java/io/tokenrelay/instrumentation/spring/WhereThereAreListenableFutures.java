package io.tokenrelay.instrumentation.spring;

import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/** Spring 7 has done away with them. */
final class WhereThereAreListenableFutures implements ImportSelector {
  static boolean areThere() {
    return ClassUtils.isPresent(
        "org.springframework.util.concurrent.ListenableFuture",
        WhereThereAreListenableFutures.class.getClassLoader());
  }

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    return areThere()
        ? new String[] {"io.tokenrelay.instrumentation.spring.ListeningRequests"}
        : new String[0];
  }
}
