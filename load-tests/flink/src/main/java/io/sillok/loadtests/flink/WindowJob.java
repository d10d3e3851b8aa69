package io.sillok.loadtests.flink;

import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** From a topic through windows to a topic, once and to the present end of the former. */
final class WindowJob {

  private static final String TRANSACTION_MILLIS = "600000";

  private WindowJob() {}

  static StreamGraph graph(
      Work work, String brokers, Configuration configuration, int parallelism) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
    environment.setParallelism(parallelism);
    environment.getConfig().enableObjectReuse();
    environment
        .fromSource(
            source(work, brokers),
            WatermarkStrategy.forBoundedOutOfOrderness(work.outOfOrderness()),
            "clicks")
        .keyBy(click -> click.f0)
        .window(windows(work))
        .aggregate(new CountAndSum(), new ResultLine())
        .sinkTo(sink(work, brokers));
    return environment.getStreamGraph();
  }

  private static KafkaSource<Tuple2<String, Long>> source(Work work, String brokers) {
    return KafkaSource.<Tuple2<String, Long>>builder()
        .setBootstrapServers(brokers)
        .setTopics(work.input())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new ClickReading(work.byProduct()))
        .build();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // assigners take any element
  private static WindowAssigner<Object, TimeWindow> windows(Work work) {
    return switch (work.kind()) {
      case "tumbling" -> TumblingEventTimeWindows.of(work.size());
      case "hopping" -> SlidingEventTimeWindows.of(work.size(), work.slide());
      case "session" -> (WindowAssigner) EventTimeSessionWindows.withGap(work.size());
      default -> throw new IllegalArgumentException("No windows are called " + work.kind());
    };
  }

  private static KafkaSink<String> sink(Work work, String brokers) {
    Properties properties = new Properties();
    properties.setProperty("transaction.timeout.ms", TRANSACTION_MILLIS);
    return KafkaSink.<String>builder()
        .setBootstrapServers(brokers)
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(work.output())
        .setRecordSerializer(
            KafkaRecordSerializationSchema.builder()
                .setTopic(work.output())
                .setValueSerializationSchema(new SimpleStringSchema())
                .build())
        .build();
  }
}
