package io.sluice.slicing;

import java.util.List;

/** A stream with its queries. */
record SlicingCase(SlicingSettings settings, List<PlainQuery> queries, List<Step> steps) {}
