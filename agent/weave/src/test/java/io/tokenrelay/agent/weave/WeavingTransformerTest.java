package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done and said where a class has a rule's name and is not the one that is meant. */
class WeavingTransformerTest {
  private static final String LIBRARY = "org.library.Library";

  private final Attached.Events events = new Attached.Events();

  @Test
  void tellsOfAClassThatLacksItsMethods() {
    assertThat(
            transformed(
                new Instrumentation("library") {
                  @Override
                  protected void weave(Weave weave) {
                    weave.type(LIBRARY).method("handle").with("HandleAdvice");
                  }
                }))
        .isNull();
    assertThat(events.notWoven).hasSize(1);
  }

  @Test
  void isSilentWhereAnotherVersionHasTheSameName() {
    assertThat(
            transformed(
                new Instrumentation("library") {
                  @Override
                  protected void weave(Weave weave) {
                    weave.typeIfItDeclaresAny(LIBRARY).method("handle").with("HandleAdvice");
                  }
                }))
        .isNull();
    assertThat(events.notWoven).isEmpty();
  }

  @Test
  void leavesAClassOfAnotherFamilyAloneAndSaysNothing() throws Exception {
    byte[] woven = {1};

    assertThat(transformed(ofTheFamilyThat("speaks", "java.lang.String"), Family.class, woven))
        .isSameAs(woven);
    assertThat(transformed(ofTheFamilyThat("speaks", "int"), Family.class, woven)).isNull();
    assertThat(transformed(ofTheFamilyThat("sings"), Family.class, woven)).isNull();
    assertThat(events.notWoven).isEmpty();
  }

  @Test
  void takesAStackThatEndsForNoVerdictOnTheClassAndWeavesItWhenItIsRetransformed() {
    byte[] woven = {1};
    boolean[] ends = {true};
    WeavingTransformer transformer =
        transformer(
            handles(),
            (loader, type, bytes, rules) -> {
              if (ends[0]) {
                throw new StackOverflowError();
              }
              return woven;
            });

    assertThat(transform(transformer, null)).isNull();
    assertThat(events.postponed).hasValue(1);
    assertThat(events.notWoven).isEmpty();
    assertThat(events.off).isEmpty();

    ends[0] = false;
    assertThat(transform(transformer, Family.class)).isSameAs(woven);
  }

  @Test
  void hasMissedWhatItCouldNotWeaveAndWhatItWasNeverOffered() {
    boolean[] ends = {true};
    String family = Family.class.getName();
    WeavingTransformer transformer =
        transformer(
            family,
            handles(),
            (loader, type, bytes, rules) -> {
              if (ends[0]) {
                throw new StackOverflowError();
              }
              return bytes;
            });
    assertThat(transformer.hasMissed(String.class)).isFalse();
    assertThat(transformer.hasMissed(WeavingTransformerTest.class)).isFalse();
    assertThat(transformer.hasMissed(Family.class)).as("never offered").isTrue();

    transform(transformer, family, null);
    assertThat(transformer.hasMissed(Family.class)).as("no room").isTrue();

    ends[0] = false;
    assertThat(transform(transformer, family, Family.class)).isNotNull();
    assertThat(transformer.hasMissed(Family.class)).isFalse();
  }

  @Test
  void stillMissesAClassInOneLoaderWhenThatOfAnotherHasBeenWoven() {
    boolean[] ends = {true};
    String family = Family.class.getName();
    WeavingTransformer transformer =
        transformer(
            family,
            handles(),
            (loader, type, bytes, rules) -> {
              if (ends[0]) {
                throw new StackOverflowError();
              }
              return bytes;
            });
    transform(transformer, family, null);

    ends[0] = false;
    ClassLoader another = new ClassLoader(getClass().getClassLoader()) {};
    transformer.transform(another, family.replace('.', '/'), null, null, new byte[0]);

    assertThat(transformer.hasMissed(Family.class)).isTrue();
  }

  @Test
  void saysThatAClassIsNotWovenWhereThereWasNoRoomEvenOnASecondAttempt() {
    WeavingTransformer transformer =
        transformer(
            handles(),
            (loader, type, bytes, rules) -> {
              throw new OutOfMemoryError();
            });

    transform(transformer, null);
    assertThat(events.notWoven).isEmpty();

    assertThat(transform(transformer, Family.class)).isNull();
    assertThat(events.notWoven).containsExactly(LIBRARY + ": java.lang.OutOfMemoryError");
  }

  @Test
  void weavesAnInstrumentationThoughAnotherDoesNotFitTheClass() {
    Instrumentation extension = handles("extension");
    List<Rule> rules = new ArrayList<>(handles().rules());
    rules.addAll(extension.rules());
    byte[] woven = {1};
    WeavingTransformer transformer =
        transformer(
            LIBRARY,
            rules,
            (loader, type, bytes, meant) -> {
              if (meant.get(meant.size() - 1).instrumentation().equals("extension")) {
                throw new IllegalStateException("it does not fit");
              }
              return woven;
            },
            handles(),
            extension);

    assertThat(transform(transformer, null)).isSameAs(woven);
    assertThat(events.notWoven).singleElement().asString().contains("it does not fit");
    assertThat(events.off).containsExactly("extension WRITES");
  }

  private static Instrumentation handles(String name) {
    return new Instrumentation(name) {
      @Override
      protected void weave(Weave weave) {
        weave.type(LIBRARY).method("handle").writes("OtherAdvice");
      }
    };
  }

  private static Instrumentation handles() {
    return new Instrumentation("library") {
      @Override
      protected void weave(Weave weave) {
        weave.type(LIBRARY).method("handle").with("HandleAdvice");
      }
    };
  }

  private byte[] transform(WeavingTransformer transformer, Class<?> redefined) {
    return transform(transformer, LIBRARY, redefined);
  }

  private byte[] transform(WeavingTransformer transformer, String name, Class<?> redefined) {
    return transformer.transform(
        getClass().getClassLoader(), name.replace('.', '/'), redefined, null, new byte[0]);
  }

  private static Instrumentation ofTheFamilyThat(String does, String... what) {
    return new Instrumentation("library") {
      @Override
      protected void weave(Weave weave) {
        weave.typeIfItDeclares(LIBRARY, does, what).method("handle").with("HandleAdvice");
      }
    };
  }

  private byte[] transformed(Instrumentation instrumentation) {
    return transformed(instrumentation, new byte[0], null);
  }

  private byte[] transformed(Instrumentation instrumentation, Class<?> type, byte[] woven)
      throws IOException {
    String name = type.getName().substring(type.getPackage().getName().length() + 1) + ".class";
    ByteArrayOutputStream classFile = new ByteArrayOutputStream();
    try (InputStream in = type.getResourceAsStream(name)) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        classFile.write(next);
      }
    }
    return transformed(instrumentation, classFile.toByteArray(), woven);
  }

  private byte[] transformed(Instrumentation instrumentation, byte[] classFile, byte[] woven) {
    return transformer(instrumentation, (loader, type, bytes, rules) -> woven)
        .transform(getClass().getClassLoader(), LIBRARY.replace('.', '/'), null, null, classFile);
  }

  private WeavingTransformer transformer(Instrumentation instrumentation, Weaver weaver) {
    return transformer(LIBRARY, instrumentation, weaver);
  }

  private WeavingTransformer transformer(
      String type, Instrumentation instrumentation, Weaver weaver) {
    return transformer(type, instrumentation.rules(), weaver);
  }

  private WeavingTransformer transformer(
      String type, List<Rule> rules, Weaver weaver, Instrumentation... known) {
    return new WeavingTransformer(
        Collections.singletonMap(type.replace('.', '/'), rules),
        weaver,
        events,
        new WovenClasses(),
        new AdviceLinker(
            new WovenAdvices(RulesByClass.of(Arrays.asList(known), false)),
            getClass().getClassLoader(),
            events));
  }

  /** Stands for one of two libraries with a class of this name. */
  static class Family {
    void handle() {}

    void speaks(String words) {}
  }
}
