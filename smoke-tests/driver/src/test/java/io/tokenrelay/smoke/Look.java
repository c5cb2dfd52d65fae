package io.tokenrelay.smoke;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Browser} saw of the status page.
 *
 * @param json what the link to it led to
 * @param byAnotherName the answer to whoever calls the port by another host's name
 */
record Look(String state, String address, List<View> views, Answer json, Answer byAnotherName) {

  /**
   * At one size, in one scheme of colours.
   *
   * @param requests all URLs that the browser asked for
   * @param complaints what is on its console
   * @param width of the document
   * @param visible width of the window
   * @param focusable how many elements can have the focus
   * @param focus each stop of the Tab key
   * @param violations what axe found
   */
  record View(
      String name,
      String title,
      String html,
      List<String> requests,
      List<String> complaints,
      int width,
      int visible,
      int focusable,
      List<Stop> focus,
      List<String> violations) {

    private static View of(Map<String, Object> seen) throws ParseException {
      List<Stop> focus = new ArrayList<>();
      for (Map<String, Object> stop : JSONObjectUtils.getJSONObjectArray(seen, "focus")) {
        focus.add(
            new Stop(
                JSONObjectUtils.getString(stop, "name"),
                JSONObjectUtils.getInt(stop, "place"),
                JSONObjectUtils.getBoolean(stop, "seen")));
      }
      return new View(
          JSONObjectUtils.getString(seen, "view"),
          JSONObjectUtils.getString(seen, "title"),
          JSONObjectUtils.getString(seen, "html"),
          JSONObjectUtils.getStringList(seen, "requests"),
          JSONObjectUtils.getStringList(seen, "complaints"),
          JSONObjectUtils.getInt(seen, "width"),
          JSONObjectUtils.getInt(seen, "visible"),
          JSONObjectUtils.getInt(seen, "focusable"),
          focus,
          JSONObjectUtils.getStringList(seen, "violations"));
    }

    /** For the description of an assertion. */
    @Override
    public String toString() {
      return title + " at " + name;
    }
  }

  /**
   * An element that the Tab key leads to.
   *
   * @param place in the document
   * @param seen whether one sees that it has the focus
   */
  record Stop(String name, int place, boolean seen) {}

  record Answer(int status, String type, String body) {
    private static Answer of(Map<String, Object> answer) throws ParseException {
      return new Answer(
          JSONObjectUtils.getInt(answer, "status"),
          JSONObjectUtils.getString(answer, "type"),
          JSONObjectUtils.getString(answer, "body"));
    }
  }

  static Look of(Map<String, Object> seen) throws ParseException {
    List<View> views = new ArrayList<>();
    for (Map<String, Object> view : JSONObjectUtils.getJSONObjectArray(seen, "views")) {
      views.add(View.of(view));
    }
    return new Look(
        JSONObjectUtils.getString(seen, "state"),
        JSONObjectUtils.getString(seen, "address"),
        views,
        Answer.of(JSONObjectUtils.getJSONObject(seen, "json")),
        Answer.of(JSONObjectUtils.getJSONObject(seen, "byAnotherName")));
  }
}
