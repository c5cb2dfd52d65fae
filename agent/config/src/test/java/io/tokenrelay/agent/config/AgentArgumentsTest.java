package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentArgumentsTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void endsAPairAtASemicolonAndAtACommaThatANameFollows() {
    assertThat(parse("issuer=https://idp.example,audiences=a,b,mode=enforce;dry-run=true"))
        .containsEntry("tokenrelay.issuer", "https://idp.example")
        .containsEntry("tokenrelay.audiences", "a,b")
        .containsEntry("tokenrelay.mode", "enforce")
        .containsEntry("tokenrelay.dry-run", "true")
        .hasSize(4);
    assertThat(problems).isEmpty();
  }

  @Test
  void keepsTheEqualsSignsOfAValue() {
    assertThat(parse("jwks-uri=https://keys.example/set?tenant=a;mode=observe"))
        .containsEntry("tokenrelay.jwks-uri", "https://keys.example/set?tenant=a");
  }

  @Test
  void takesTheFullNameToo() {
    assertThat(parse(" tokenrelay.mode = enforce ; ")).containsEntry("tokenrelay.mode", "enforce");
  }

  @Test
  void isEmptyWhenThereAreNone() {
    assertThat(parse(null)).isEmpty();
    assertThat(parse("")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void saysWhatIsNoPair() {
    assertThat(parse("/etc/tokenrelay.properties")).isEmpty();
    assertThat(problems)
        .containsExactly(
            "the agent argument /etc/tokenrelay.properties is not name=value; it is ignored");
  }

  private Map<String, String> parse(String arguments) {
    return AgentArguments.parse(arguments, Sample.NO_WISH, new ArrayList<>(), problems);
  }
}
