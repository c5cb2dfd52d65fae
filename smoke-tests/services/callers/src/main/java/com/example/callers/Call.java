package com.example.callers;

/** One call by one client, which keeps its connection. */
interface Call {
  /**
   * @param authorization what the application itself sends, or null
   */
  void make(String authorization) throws Exception;
}
