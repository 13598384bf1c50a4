package dev.octet.runner.detect;

/** The forms that detectors are exported in, in the order in which they are looked for. */
enum HeadForm {
    /** Four outputs of a node that only TensorRT has. */
    EFFICIENT_NMS("yolo-efficientnms", "yolo", "num_dets, det_boxes, det_scores, det_classes of an EfficientNMS_TRT"),
    /** The rows that an ONNX NonMaxSuppression has left. */
    END_TO_END("yolo-end2end", "yolo", "[n,7] behind a NonMaxSuppression"),
    /** One tensor of logits for each stride. */
    YOLO_RAW("yolo-raw", "yolo", "[B,anchors,H,W,5+classes] for each stride"),
    /** YOLOX before its decode. */
    YOLOX("yolox", "yolox", "[B,cells,5+classes], boxes relative to their cells"),
    /** YOLOX with its decode. */
    YOLOX_DECODED("yolox-decoded", "yolox", "[B,cells,5+classes], boxes in px"),
    /** The grid of YOLOv5 and YOLOv7. */
    YOLO("yolo", "yolo", "[B,N,5+classes], boxes in px"),
    /** YOLOv8 and YOLO11. */
    YOLOV8("yolov8", "yolo", "[B,4+classes,N], boxes in px, no objectness");

    private final String text;
    private final String preprocess;
    private final String layout;

    HeadForm(String text, String preprocess, String layout) {
        this.text = text;
        this.preprocess = preprocess;
        this.layout = layout;
    }

    /** As the command line names it. */
    String text() {
        return text;
    }

    /** The preprocessing that its models were trained with. */
    String preprocess() {
        return preprocess;
    }

    /** Its outputs in words. */
    String layout() {
        return layout;
    }
}
