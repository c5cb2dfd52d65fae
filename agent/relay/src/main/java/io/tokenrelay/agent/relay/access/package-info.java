/**
 * Who is let in: the access rules, the paths that are exempt from them, and every way in which a
 * request's path can be read.
 */
package io.tokenrelay.agent.relay.access;
