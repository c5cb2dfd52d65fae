package io.tokenrelay.smoke;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test that runs on each of these Java releases, as {@link Jdks#tested} selects them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(OnJava.Releases.class)
public @interface OnJava {
  int[] value();

  /** Hands them to JUnit. */
  class Releases implements ArgumentsProvider, AnnotationConsumer<OnJava> {
    private int[] releases = {};

    @Override
    public void accept(OnJava annotation) {
      releases = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Jdks.tested(releases).mapToObj(Arguments::of);
    }
  }
}
