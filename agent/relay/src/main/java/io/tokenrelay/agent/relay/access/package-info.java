/**
 * Who is let in: access rules, exempt paths, and all the ways in which a request's path can be
 * read.
 */
package io.tokenrelay.agent.relay.access;
