package com.example.attacked;

import java.util.concurrent.CountDownLatch;

/** What is to be written down for a user: a task of the application's own class. */
final class Audit extends Job {
  Audit(String owner, String what) {
    super(owner, what, new CountDownLatch(0));
  }
}
