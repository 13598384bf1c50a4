package dev.octet.bindings.tensorrt;

/**
 * Why TensorRT's parser refuses a model.
 *
 * @param code its name for the kind of problem
 * @param reason what it says
 * @param node number of the node, -1 when it is not about one
 * @param nodeName name of the node, may be empty
 * @param operator of the node, may be empty
 */
public record ParserProblem(String code, String reason, int node, String nodeName, String operator) {

    /** In one line. */
    @Override
    public String toString() {
        String where = operator.isEmpty() ? "" : operator + " ";
        where += nodeName.isEmpty() ? (node < 0 ? "" : "node " + node) : "'" + nodeName + "'";
        return where.isBlank() ? reason + " (" + code + ")" : where.strip() + ": " + reason + " (" + code + ")";
    }
}
