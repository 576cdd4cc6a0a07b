import{loadDriver,openDatabase}from"./chunk-PEZYZ3NB.js";import"./chunk-BF6AAPCL.js";import"../notion-rest-mcp.js";import"./stdio.js";import"../notion-rest-mcp.js";export{loadDriver,openDatabase};
