/**
 * The servlet containers' own threads, which the rules for the JDK do not cover: a task that a
 * request hands to them is judged like any other. The same for all containers, since it refers to
 * none of their types.
 */
package io.tokenrelay.instrumentation.pools;
