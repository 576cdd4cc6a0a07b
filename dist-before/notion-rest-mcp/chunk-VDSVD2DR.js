function hostedJson(text){let first=text.trimStart()[0];if(!(first!=="{"&&first!=="["))try{return JSON.parse(text)}catch{return}}export{hostedJson};
