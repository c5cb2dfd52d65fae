package io.tokenrelay.agent.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A table of nothing in particular, and what somebody has set of it. */
final class Sample {
  static final Table AGENT = new Table(Scope.AGENT).retire("old", "use tokenrelay.speed");

  static final Property<String> FILE =
      AGENT.property("config-file", Type.text("a path")).means("A file.");

  static final Property<Boolean> STRICT =
      AGENT
          .property("strict", Type.trueOrFalse())
          .byDefault("false")
          .whenInvalid("true")
          .means("The wish.");

  static final Property<Duration> SPEED =
      AGENT.property("speed", Type.duration("1s", "1h")).byDefault("30s").means("How fast.");

  static final Property<List<String>> WHEELS =
      AGENT.property("wheels", ListType.names()).byDefault("").means("Their names.");

  static final Property<List<String>> DRIVERS =
      AGENT.property("drivers", ListType.list("a list of drivers")).means("Who drives.");

  static final Property<String> COLOUR =
      AGENT.property("colour", Type.text("a colour")).means("What it looks like.");

  static final Table WHEEL = new Table(Scope.of("wheel").listedBy(WHEELS).shortFor("default"));

  static final Property<String> RIM =
      WHEEL.property("rim", Type.text("a text")).inShort("wheel").means("Its rim.");

  static final Property<Integer> SPOKES =
      WHEEL.property("spokes", new Even()).whenRefused("it turns none the less").means("Spokes.");

  static final Property<List<String>> LOADS =
      WHEEL.property("loads", new Loads()).means("What it bears.");

  static final List<Table> TABLES = Arrays.asList(AGENT, WHEEL);

  /** A wish that nobody has. */
  static final Wish NO_WISH =
      new Wish() {
        @Override
        public Property<?> property() {
          return STRICT;
        }

        @Override
        public boolean isDeniedBy(String text) {
          return text.equals("false");
        }

        @Override
        public boolean isImpliedBy(String name) {
          return false;
        }

        @Override
        public boolean isNamedBy(String name, String nearest) {
          return name.contains("strict");
        }

        @Override
        public boolean isMeantBy(String text) {
          return false;
        }

        @Override
        public boolean isInFile(String text) {
          return false;
        }

        @Override
        public String toString() {
          return "strictness";
        }
      };

  private final Properties system = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable String arguments;

  static Sample set(String name, String text) {
    return new Sample().and(name, text);
  }

  static Sample arguments(String arguments) {
    Sample sample = new Sample();
    sample.arguments = arguments;
    return sample;
  }

  Sample and(String name, String text) {
    system.setProperty(name, text);
    return this;
  }

  Sample andEnvironment(String name, String text) {
    environment.put(name, text);
    return this;
  }

  Sample andArguments(String arguments) {
    this.arguments = arguments;
    return this;
  }

  Layers layers() {
    return Layers.of(system, environment, arguments, FILE, NO_WISH);
  }

  Reading reading() {
    return new Reading(layers(), TABLES, NO_WISH);
  }

  /** What is said of it when all is read. */
  List<String> problems(String... wheels) {
    Reading reading = reading();
    reading.agent();
    for (String wheel : wheels) {
      reading.each(WHEEL, wheel);
    }
    reading.endShortNames(WHEEL, null);
    reading.end(Collections.<Scope>emptyList());
    return reading.problems();
  }

  /** A type of some domain, which knows better than to say what is allowed. */
  private static final class Even extends Type<Integer> {
    Even() {
      super("a number");
    }

    @Override
    public @Nullable Integer parse(String text) {
      Long number = Quantity.digits(text);
      if (number != null && number % 2 == 1) {
        throw new IllegalArgumentException("'" + text + "' is odd");
      }
      return number == null ? null : number.intValue();
    }
  }

  /** A list of some domain, which says of each entry what is wrong with it. */
  private static final class Loads extends ListType<List<String>> {
    Loads() {
      super("a list of loads");
    }

    @Override
    protected List<String> of(List<String> elements) {
      for (String element : elements) {
        if (Quantity.digits(element) == null) {
          throw new IllegalArgumentException("'" + element + "' is no load");
        }
      }
      return elements;
    }
  }
}
