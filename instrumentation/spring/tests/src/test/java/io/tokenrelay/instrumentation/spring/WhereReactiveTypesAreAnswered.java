package io.tokenrelay.instrumentation.spring;

import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/** Spring 5 and later subscribe to what a handler returns. */
final class WhereReactiveTypesAreAnswered implements ImportSelector {
  static boolean areAnswered() {
    return ClassUtils.isPresent(
        "org.springframework.core.ReactiveAdapterRegistry",
        WhereReactiveTypesAreAnswered.class.getClassLoader());
  }

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    return areAnswered()
        ? new String[] {"io.tokenrelay.instrumentation.spring.ReactiveRequests"}
        : new String[0];
  }
}
