package com.example.attacked;

import java.io.IOException;

/** A client of one of the libraries. */
interface Client {
  /** Returns the body of the answer, following redirects. */
  String get(String url) throws IOException;
}
