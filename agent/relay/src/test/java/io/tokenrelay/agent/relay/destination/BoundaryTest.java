package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is inside by itself is listed where operators add to it. */
class BoundaryTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void listsItsSuffixesInTheMeaningOfTheirProperty() {
    assertThat(quotedIn(DestinationProperties.BOUNDARY_SUFFIXES.meaning()))
        .isEqualTo(Boundary.SUFFIXES);
  }

  @Test
  void listsItsAddressesInTheMeaningOfTheirProperty() {
    assertThat(quotedIn(DestinationProperties.BOUNDARY_CIDRS.meaning())).isEqualTo(Boundary.BLOCKS);
  }

  private static List<String> quotedIn(String meaning) {
    List<String> quoted = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(meaning);
    while (matcher.find()) {
      quoted.add(matcher.group(1));
    }
    return quoted;
  }
}
