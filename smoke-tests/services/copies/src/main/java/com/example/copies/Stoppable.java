package com.example.copies;

/** What a copy ends when it is undeployed. */
interface Stoppable {
  void stop() throws Exception;
}
