package io.tokenrelay.library.state;

/** A type of the library's other package. */
public class State {}
