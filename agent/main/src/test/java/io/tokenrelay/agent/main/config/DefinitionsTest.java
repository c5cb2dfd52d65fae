package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Property;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  @Test
  void listsEveryProperty() throws Exception {
    List<Object> constants = new ArrayList<>();
    for (Field field : Definitions.class.getFields()) {
      if (field.getType() == Property.class) {
        constants.add(field.get(null));
      }
    }

    assertThat(new ArrayList<Object>(Definitions.all())).hasSameElementsAs(constants);
  }

  @Test
  void givesEachNameOneMeaning() {
    Set<String> names = new HashSet<>();
    Set<String> inTheEnvironment = new HashSet<>();
    for (Property<?> property : Definitions.all()) {
      assertThat(names.add(property.fullName())).as(property.fullName()).isTrue();
      assertThat(inTheEnvironment.add(property.fullName().replace('-', '_').replace('.', '_')))
          .isTrue();
      String shortName = property.shortName();
      if (shortName != null) {
        assertThat(names.add(shortName)).as(shortName).isTrue();
        assertThat(inTheEnvironment.add(shortName.replace('-', '_').replace('.', '_'))).isTrue();
      }
    }
  }

  @Test
  void everyDefaultIsItselfAllowed() {
    for (Property<?> property : Definitions.all()) {
      for (String text : new String[] {property.defaultText(), property.cautiousText()}) {
        assertThat(text == null || property.parse(text) != null).as(property.fullName()).isTrue();
      }
    }
  }

  @Test
  void namesAreKebabWordsWithDots() {
    for (Property<?> property : Definitions.all()) {
      assertThat(property.name()).matches("[a-z]+([.-][a-z]+)*");
    }
  }

  @Test
  void everyMeaningIsASentence() {
    for (Property<?> property : Definitions.all()) {
      assertThat(property.meaning()).as(property.fullName()).matches("[A-Z`].+\\.");
    }
  }
}
