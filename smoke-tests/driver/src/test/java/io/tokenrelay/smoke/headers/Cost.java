package io.tokenrelay.smoke.headers;

import java.util.List;

/**
 * What the header costs a client: the bytes that a request with it has more than one without, on
 * one connection that is in use already.
 *
 * @param one of one user's token
 * @param ten of ten users' in turn
 */
record Cost(double one, double ten, double slimOne, double slimTen) {
  List<Double> all() {
    return List.of(one, ten, slimOne, slimTen);
  }
}
