package com.example.attacked;

/** What one path of a program does. */
interface Act {
  /**
   * Returns the body of the answer.
   *
   * @param owner whose request it is, as the request says; {@code nobody} for one of nobody's
   */
  String run(String owner) throws Exception;
}
