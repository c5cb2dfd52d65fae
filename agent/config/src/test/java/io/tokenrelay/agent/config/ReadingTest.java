package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever a table says is read, and no property is known but by it. */
class ReadingTest {
  @Test
  void givesTheDefaultOfWhatIsNotSet() {
    Values values = new Sample().reading().agent();

    assertThat(values.get(Sample.SPEED)).isEqualTo(Duration.ofSeconds(30));
    assertThat(values.get(Sample.WHEELS)).isEmpty();
    assertThat(values.find(Sample.FILE)).isNull();
    assertThat(values.source(Sample.SPEED)).isEqualTo(Source.DEFAULT);
    assertThat(values.shown(Sample.SPEED)).isEqualTo("30s");
    assertThat(values.isAnySet()).isFalse();
    assertThatThrownBy(() -> values.get(Sample.FILE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokenrelay.config-file");
  }

  @Test
  void givesWhatIsSetToCodeThatKnowsNoText() {
    Values values = Values.defaults().with(Sample.SPEED, Duration.ofMinutes(1));

    assertThat(values.get(Sample.SPEED)).isEqualTo(Duration.ofMinutes(1));
    assertThat(values.get(Sample.STRICT)).isFalse();
    assertThat(Values.of("front").nameOf(Sample.RIM)).isEqualTo("tokenrelay.wheel.front.rim");
  }

  @Test
  void takesTheSystemPropertyBeforeTheEnvironmentAndTheAgentArgument() {
    Sample sample = Sample.arguments("speed=1s");
    assertThat(sample.reading().agent().source(Sample.SPEED)).isEqualTo(Source.AGENT_ARGUMENT);

    sample.andEnvironment("TOKENRELAY_SPEED", "2s");
    assertThat(sample.reading().agent().source(Sample.SPEED)).isEqualTo(Source.ENVIRONMENT);

    sample.and("tokenrelay.speed", "3s");
    assertThat(sample.reading().agent().get(Sample.SPEED)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void readsWhatTheDefinitionSaysInPlaceOfWhatIsNotAllowed() {
    Reading reading = Sample.set("tokenrelay.strict", "yes").and("tokenrelay.speed", "2").reading();
    Values values = reading.agent();

    assertThat(values.get(Sample.STRICT)).isTrue();
    assertThat(values.isSet(Sample.STRICT)).isFalse();
    assertThat(values.source(Sample.STRICT)).isEqualTo(Source.IN_PLACE);
    assertThat(values.get(Sample.SPEED)).isEqualTo(Duration.ofSeconds(30));
    assertThat(reading.problems())
        .containsExactly(
            "tokenrelay.strict=yes is not true or false; true is used",
            "tokenrelay.speed=2 is not a duration from 1s to 1h, such as 500ms, 30s, 5m or 1h;"
                + " 30s is used");
  }

  @Test
  void saysWhatADomainRefusesInItsWords() {
    Reading reading = Sample.set("tokenrelay.wheel.front.spokes", "7").reading();
    Values values = reading.each(Sample.WHEEL, "front");

    assertThat(values.isRefused(Sample.SPOKES)).isTrue();
    assertThat(values.isSet(Sample.SPOKES)).isTrue();
    assertThat(values.find(Sample.SPOKES)).isNull();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.refusals())
        .containsExactly("tokenrelay.wheel.front.spokes: '7' is odd; it turns none the less");
  }

  @Test
  void saysThatAValueIsInQuotes() {
    assertThat(Sample.set("tokenrelay.strict", "\"true\"").problems())
        .containsExactly("tokenrelay.strict=\"true\" is in quotes: remove them; true is used");
    assertThat(Sample.set("tokenrelay.speed", "'fast'").problems())
        .singleElement()
        .asString()
        .contains("is not a duration", " or 1h (it is in quotes: remove them); 30s is used");
    assertThat(Sample.set("tokenrelay.wheel.front.rim", "\u201cwood\u201d").problems("front"))
        .containsExactly(
            "tokenrelay.wheel.front.rim=\u201cwood\u201d is in quotes: remove them; the property is ignored");
    assertThat(Sample.set("tokenrelay.wheels", "'front','back'").problems())
        .containsExactly(
            "tokenrelay.wheels='front','back' is in quotes: remove them; the property is ignored");
    assertThat(Sample.arguments("speed=2s").andEnvironment("TOKENRELAY_SPEED", "\"3s\"").problems())
        .containsExactly("TOKENRELAY_SPEED=\"3s\" is in quotes: remove them; 30s is used");
    Reading refusing = Sample.set("tokenrelay.wheel.front.loads", "\"7\"").reading();
    refusing.each(Sample.WHEEL, "front");
    assertThat(refusing.refusals())
        .containsExactly(
            "tokenrelay.wheel.front.loads: '\"7\"' is no load (it is in quotes: remove them); the"
                + " property is ignored");
  }

  @Test
  void namesEveryEntryOfAListThatIsWrong() {
    assertThat(Sample.set("tokenrelay.wheels", "front, b ck, left, r!ght").problems())
        .singleElement()
        .asString()
        .endsWith(" (wrong: 'b ck', 'r!ght'); the property is ignored");
    Reading reading = Sample.set("tokenrelay.wheel.front.loads", "1,two,3,four,two").reading();
    reading.each(Sample.WHEEL, "front");
    assertThat(reading.refusals())
        .containsExactly(
            "tokenrelay.wheel.front.loads: 'two' is no load; 'four' is no load; the property is ignored");
  }

  @Test
  void showsNoHalfOfAPasswordThatHoldsAComma() {
    Reading reading =
        Sample.set("tokenrelay.wheel.front.loads", "1,https://me:s3c,r3t@host").reading();
    reading.each(Sample.WHEEL, "front");
    assertThat(reading.refusals()).singleElement().asString().doesNotContain("s3c", "r3t@");

    assertThat(Sample.set("tokenrelay.wheels", "a, https://me:s3c,r3t@host").problems())
        .singleElement()
        .asString()
        .contains("wrong: ")
        .doesNotContain("s3c", "r3t@");
    assertThat(Sample.set("tokenrelay.wheels", "a -Dtokenrelay.rim=s3c,r!t").problems())
        .isNotEmpty()
        .noneMatch(line -> line.contains("s3c") || line.contains("r!t"));
  }

  @Test
  void notesWhatCanHardlyBeMeant() {
    Reading reading =
        Sample.set("tokenrelay.drivers", "ann bob, \"eve\", d'arcy, carl")
            .and("tokenrelay.colour", "'red")
            .reading();
    reading.agent();

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.notes())
        .containsExactlyInAnyOrder(
            "tokenrelay.drivers=ann bob, \"eve\", d'arcy, carl has blanks or quotes in 'ann bob',"
                + " '\"eve\"', which are read as part of it: separate entries by commas, without"
                + " quotes",
            "tokenrelay.colour='red has quotes in it, which are read as part of it: remove them");
  }

  @Test
  void hasShortNamesForTheOneThatNeedNotBeNamed() {
    Reading reading = Sample.set("tokenrelay.wheel", "wood").reading();

    assertThat(reading.isGiven(Sample.RIM, "default")).isTrue();
    assertThat(reading.isGiven(Sample.RIM, "front")).isFalse();
    Values values = reading.each(Sample.WHEEL, "default");
    assertThat(values.get(Sample.RIM)).isEqualTo("wood");
    assertThat(values.nameOf(Sample.RIM)).isEqualTo("tokenrelay.wheel");
    assertThat(values.nameOf(Sample.SPOKES)).isEqualTo("tokenrelay.spokes");
  }

  @Test
  void takesNothingOfAWholeThatIsPartlyWrong() {
    Reading reading = Sample.set("tokenrelay.wheel.front.spokes", "many").reading();

    assertThat(reading.whole(Sample.WHEEL, "front", "it is off").isAnySet()).isFalse();
    assertThat(reading.problems())
        .containsExactly("tokenrelay.wheel.front.spokes=many is not a number; it is off");
  }

  @Test
  void saysWhatMeansNothing() {
    assertThat(Sample.set("tokenrelay.sped", "1s").problems())
        .containsExactly("tokenrelay.sped is unknown and ignored; did you mean tokenrelay.speed?");
    assertThat(Sample.set("tokenrelay.old", "1s").problems())
        .containsExactly("tokenrelay.old is no longer used; use tokenrelay.speed");
    assertThat(Sample.set("tokenrelay.wheel.back.rim", "steel").problems("front"))
        .containsExactly(
            "tokenrelay.wheel.back.rim is not used: tokenrelay.wheels does not name back");
  }

  @Test
  void looksForTheWishInWhatMeansNothing() {
    Reading reading = Sample.set("tokenrelay.strictly", "1").reading();
    reading.agent();

    assertThat(reading.hasSignOfWish(false)).isTrue();
    Reading other = Sample.set("tokenrelay.sped", "1").reading();
    other.agent();
    assertThat(other.hasSignOfWish(false)).isFalse();
  }
}
