package io.tokenrelay.smoke;

import java.util.List;

/**
 * One request as it arrived at a service, seen from outside.
 *
 * @param service who received it
 * @param item what was ordered: tells which of the driver's requests caused this one
 * @param caller the User-Agent header of who sent it
 * @param bearers one for each Authorization header
 * @param transactions one for each Txn-Token header
 * @param headerBytes of both, names and all, as HTTP/1.1 writes them
 */
record Sighting(
    String service,
    String item,
    String caller,
    List<Bearer> bearers,
    List<Bearer> transactions,
    int headerBytes) {}
